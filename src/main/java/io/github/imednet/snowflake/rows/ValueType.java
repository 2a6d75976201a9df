package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.LogicalType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Map;

/** The Snowflake type of a Java value. */
final class ValueType {

    private ValueType() {}

    /** @param value not null; whatever is not known is TEXT */
    static LogicalType of(Object value) {
        if (value instanceof CharSequence) {
            return LogicalType.TEXT;
        }
        if (value instanceof Boolean) {
            return LogicalType.BOOLEAN;
        }
        if (value instanceof Double || value instanceof Float) {
            return LogicalType.REAL;
        }
        if (value instanceof Number number) {
            return Numbers.isDecimal(number) ? LogicalType.FIXED : LogicalType.TEXT;
        }
        if (Bytes.isBytes(value)) {
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
