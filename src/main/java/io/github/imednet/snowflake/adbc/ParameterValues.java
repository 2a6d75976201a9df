package io.github.imednet.snowflake.adbc;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** A value of a vector as the JDBC driver takes it for a parameter. */
final class ParameterValues {

    private static final long NANOS_OF_SECOND = 1_000_000_000;
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");

    private ParameterValues() {}

    /**
     * Dates and times are texts, because the driver's own objects depend on this machine's time zone.
     *
     * @throws AdbcException NOT_IMPLEMENTED for a type that no parameter has
     */
    static Object of(FieldVector vector, int row) throws AdbcException {
        if (vector instanceof UInt8Vector numbers) {
            return new BigDecimal(numbers.getObjectNoOverflow(row));
        }
        if (vector instanceof DecimalVector || vector instanceof Decimal256Vector) {
            return vector.getObject(row);
        }
        if (vector instanceof BaseIntVector numbers) {
            return numbers.getValueAsLong(row);
        }
        if (vector instanceof FloatingPointVector floats) {
            return floats.getValueAsDouble(row);
        }
        if (vector instanceof BitVector bits) {
            return bits.get(row) != 0;
        }
        if (vector instanceof VarCharVector || vector instanceof LargeVarCharVector) {
            return vector.getObject(row).toString();
        }
        if (vector instanceof VarBinaryVector
                || vector instanceof LargeVarBinaryVector
                || vector instanceof FixedSizeBinaryVector) {
            return vector.getObject(row);
        }
        return time(vector, row);
    }

    private static String time(FieldVector vector, int row) throws AdbcException {
        if (vector instanceof DateDayVector dates) {
            return LocalDate.ofEpochDay(dates.get(row)).toString();
        }
        if (vector instanceof DateMilliVector dates) {
            return LocalDate.ofEpochDay(Math.floorDiv(dates.get(row), TimeUnit.DAYS.toMillis(1))).toString();
        }
        if (vector instanceof TimeSecVector times) {
            return clock(times.get(row), TimeUnit.SECONDS);
        }
        if (vector instanceof TimeMilliVector times) {
            return clock(times.get(row), TimeUnit.MILLISECONDS);
        }
        if (vector instanceof TimeMicroVector times) {
            return clock(times.get(row), TimeUnit.MICROSECONDS);
        }
        if (vector instanceof TimeNanoVector times) {
            return clock(times.get(row), TimeUnit.NANOSECONDS);
        }
        if (vector instanceof TimeStampVector timestamps) {
            return timestamp((ArrowType.Timestamp) vector.getField().getType(), timestamps.get(row));
        }
        throw AdbcException.notImplemented("A parameter cannot be of the Arrow type " + vector.getField().getType()
                + ": bind it as text or as a number");
    }

    private static String clock(long count, TimeUnit unit) {
        return LocalTime.ofNanoOfDay(unit.toNanos(count)).toString();
    }

    private static String timestamp(ArrowType.Timestamp type, long count) {
        long perSecond = unitsOfSecond(type.getUnit());
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(count, perSecond), Math.floorMod(count, perSecond) * (NANOS_OF_SECOND / perSecond));
        boolean zoned = type.getTimezone() != null && !type.getTimezone().isEmpty();
        return TIMESTAMP.format(instant.atOffset(ZoneOffset.UTC)) + (zoned ? " +00:00" : "");
    }

    private static long unitsOfSecond(org.apache.arrow.vector.types.TimeUnit unit) {
        return switch (unit) {
            case SECOND -> 1;
            case MILLISECOND -> 1_000;
            case MICROSECOND -> 1_000_000;
            case NANOSECOND -> NANOS_OF_SECOND;
        };
    }
}
