package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.Map;

/** Finds a column's type from the values of its first rows. */
final class ColumnInference {

    private static final int MICROSECONDS = 6;

    private final LogicalType ofMixed;
    private final boolean decimalIsReal;
    private LogicalType logical;
    private boolean isLong = true;
    private int wholeDigits;
    private int scale;

    /**
     * @param ofMixed what a column is whose values are of several types: VARIANT, or TEXT where all are texts
     * @param decimalIsReal whether a number with a point is FLOAT, as JSON's are: later ones may have more digits
     */
    ColumnInference(LogicalType ofMixed, boolean decimalIsReal) {
        this.ofMixed = ofMixed;
        this.decimalIsReal = decimalIsReal;
    }

    /** @param value null tells nothing */
    void add(Object value) {
        if (value == null) {
            return;
        }
        LogicalType found = decimalIsReal && value instanceof BigDecimal ? LogicalType.REAL : logical(value);
        if (found == LogicalType.FIXED) {
            addNumber(value);
        } else if (value instanceof TemporalAccessor time && time.isSupported(ChronoField.NANO_OF_SECOND)) {
            scale = Math.max(scale, time.get(ChronoField.NANO_OF_SECOND) % 1000 == 0 ? MICROSECONDS : 9);
        }
        logical = logical == null || logical == found ? found : common(logical, found);
    }

    private void addNumber(Object value) {
        if (value instanceof BigDecimal || value instanceof BigInteger) {
            BigDecimal decimal = value instanceof BigDecimal given ? given : new BigDecimal((BigInteger) value);
            scale = Math.max(scale, decimal.scale());
            wholeDigits = Math.max(wholeDigits, decimal.precision() - decimal.scale());
            isLong = false;
        }
    }

    private LogicalType common(LogicalType one, LogicalType other) {
        if (one == LogicalType.REAL && other == LogicalType.FIXED
                || one == LogicalType.FIXED && other == LogicalType.REAL) {
            return LogicalType.REAL;
        }
        boolean times =
                (one == LogicalType.DATE || one.isTimestamp()) && (other == LogicalType.DATE || other.isTimestamp());
        if (times) {
            return one == LogicalType.TIMESTAMP_LTZ || other == LogicalType.TIMESTAMP_LTZ
                    ? LogicalType.TIMESTAMP_LTZ
                    : LogicalType.TIMESTAMP_NTZ;
        }
        return ofMixed;
    }

    Column column(String name) {
        if (logical == null) {
            return new Column(name, ColumnType.of(LogicalType.TEXT));
        }
        return switch (logical) {
            case FIXED -> number(name);
            case TIMESTAMP_NTZ, TIMESTAMP_LTZ ->
                new Column(name, ColumnType.ofFraction(logical, Math.max(MICROSECONDS, scale)));
            default -> new Column(name, ColumnType.of(logical));
        };
    }

    private Column number(String name) {
        if (isLong) {
            return new Column(name, ColumnType.of(LogicalType.FIXED), Column.Form.LONG);
        }
        if (scale > ColumnType.MOST_DIGITS || wholeDigits + scale > ColumnType.MOST_DIGITS) {
            return new Column(name, ColumnType.of(LogicalType.REAL));
        }
        return new Column(name, ColumnType.number(ColumnType.MOST_DIGITS, Math.max(0, scale)));
    }

    private static LogicalType logical(Object value) {
        if (value instanceof Boolean) {
            return LogicalType.BOOLEAN;
        }
        if (value instanceof Double || value instanceof Float) {
            return LogicalType.REAL;
        }
        if (value instanceof Number) {
            return LogicalType.FIXED;
        }
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            return LogicalType.BINARY;
        }
        if (value instanceof Map<?, ?>) {
            return LogicalType.OBJECT;
        }
        if (value instanceof Iterable<?> || value instanceof Object[]) {
            return LogicalType.ARRAY;
        }
        return time(value);
    }

    private static LogicalType time(Object value) {
        if (value instanceof LocalDate || value instanceof java.sql.Date) {
            return LogicalType.DATE;
        }
        if (value instanceof LocalTime || value instanceof java.sql.Time) {
            return LogicalType.TIME;
        }
        if (value instanceof LocalDateTime || value instanceof java.sql.Timestamp) {
            return LogicalType.TIMESTAMP_NTZ;
        }
        boolean moment = value instanceof Instant || value instanceof OffsetDateTime || value instanceof ZonedDateTime
                || value instanceof Date;
        return moment ? LogicalType.TIMESTAMP_LTZ : LogicalType.TEXT;
    }
}
