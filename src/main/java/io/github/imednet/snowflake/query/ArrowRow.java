package io.github.imednet.snowflake.query;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Puts a row's values into the vectors that {@link ArrowSchemas} gives their columns. */
final class ArrowRow {

    private static final long NANOS_OF_SECOND = 1_000_000_000;
    private static final int NANOS_OF_MICRO = 1_000;

    private ArrowRow() {}

    /** @return how many bytes the value takes, about */
    static int set(FieldVector vector, int row, Object value) {
        if (value == null) {
            vector.setNull(row);
            return 1;
        }
        if (vector instanceof VarCharVector texts) {
            byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
            texts.setSafe(row, text);
            return text.length;
        }
        if (vector instanceof VarBinaryVector binaries) {
            byte[] binary = (byte[]) value;
            binaries.setSafe(row, binary);
            return binary.length;
        }
        setFixed(vector, row, value);
        return Long.BYTES;
    }

    private static void setFixed(FieldVector vector, int row, Object value) {
        if (vector instanceof DecimalVector decimals) {
            decimals.setSafe(row, ((BigDecimal) value).setScale(decimals.getScale()));
        } else if (vector instanceof BigIntVector numbers) {
            numbers.setSafe(row, (Long) value);
        } else if (vector instanceof Float8Vector floats) {
            floats.setSafe(row, (Double) value);
        } else if (vector instanceof BitVector bits) {
            bits.setSafe(row, (Boolean) value ? 1 : 0);
        } else if (vector instanceof DateDayVector dates) {
            dates.setSafe(row, Math.toIntExact(((LocalDate) value).toEpochDay()));
        } else if (vector instanceof TimeNanoVector times) {
            times.setSafe(row, ((LocalTime) value).toNanoOfDay());
        } else {
            setTimestamp((TimeStampVector) vector, row, value);
        }
    }

    private static void setTimestamp(TimeStampVector vector, int row, Object value) {
        Instant instant = value instanceof OffsetDateTime moment
                ? moment.toInstant()
                : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
        boolean nanos = ((ArrowType.Timestamp) vector.getField().getType()).getUnit() == TimeUnit.NANOSECOND;
        int nanosOfUnit = nanos ? 1 : NANOS_OF_MICRO;
        if (instant.getNano() % nanosOfUnit != 0) {
            throw new QueryException(
                    "Column " + vector.getName() + " has a timestamp with nanoseconds: set query.timestamp-unit=nanos,"
                            + " or cast the column to six digits",
                    null);
        }
        vector.setSafe(row, count(vector.getName(), instant, nanosOfUnit));
    }

    private static long count(String column, Instant instant, int nanosOfUnit) {
        try {
            long seconds = Math.multiplyExact(instant.getEpochSecond(), NANOS_OF_SECOND / nanosOfUnit);
            return Math.addExact(seconds, instant.getNano() / nanosOfUnit);
        } catch (ArithmeticException e) {
            throw new QueryException("Column " + column + " has a timestamp before 1677 or after 2262, which"
                    + " nanoseconds of 64 bits do not reach: set query.timestamp-unit=micros", e);
        }
    }
}
