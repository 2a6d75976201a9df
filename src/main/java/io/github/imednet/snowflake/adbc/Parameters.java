package io.github.imednet.snowflake.adbc;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Rows of bound vectors as parameters of a statement, a list for each row. */
final class Parameters {

    private static final long NANOS_OF_SECOND = 1_000_000_000;
    private static final int NANOS_OF_MICRO = 1_000;
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");

    private Parameters() {}

    /** @throws AdbcException NOT_IMPLEMENTED for a type that no parameter has */
    static List<List<Object>> rows(VectorSchemaRoot root) throws AdbcException {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < root.getRowCount(); row++) {
            List<Object> values = new ArrayList<>();
            for (FieldVector vector : root.getFieldVectors()) {
                requireNoDictionary(vector);
                values.add(vector.isNull(row) ? null : value(vector, row));
            }
            rows.add(Collections.unmodifiableList(values));
        }
        return rows;
    }

    private static void requireNoDictionary(FieldVector vector) throws AdbcException {
        if (vector.getField().getDictionary() != null) {
            throw AdbcException.notImplemented("The parameter " + vector.getName()
                    + " is encoded by a dictionary, which a root does not have: bind the values themselves");
        }
    }

    /** Dates and times are texts, because the driver's own objects depend on this machine's time zone. */
    private static Object value(FieldVector vector, int row) throws AdbcException {
        if (vector instanceof UInt8Vector numbers) {
            return new BigDecimal(numbers.getObjectNoOverflow(row));
        }
        if (vector instanceof DecimalVector || vector instanceof VarBinaryVector) {
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
        return time(vector, row);
    }

    private static Object time(FieldVector vector, int row) throws AdbcException {
        if (vector instanceof DateDayVector dates) {
            return LocalDate.ofEpochDay(dates.get(row)).toString();
        }
        if (vector instanceof TimeNanoVector times) {
            return LocalTime.ofNanoOfDay(times.get(row)).toString();
        }
        if (vector instanceof TimeMicroVector times) {
            return LocalTime.ofNanoOfDay(times.get(row) * NANOS_OF_MICRO).toString();
        }
        if (vector instanceof TimeStampVector timestamps) {
            return timestamp((ArrowType.Timestamp) vector.getField().getType(), timestamps.get(row));
        }
        throw AdbcException.notImplemented("A parameter cannot be of the Arrow type " + vector.getField().getType()
                + ": bind it as text or as a number");
    }

    private static String timestamp(ArrowType.Timestamp type, long count) {
        long perSecond = unitsOfSecond(type.getUnit());
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(count, perSecond), Math.floorMod(count, perSecond) * (NANOS_OF_SECOND / perSecond));
        boolean zoned = type.getTimezone() != null && !type.getTimezone().isEmpty();
        return TIMESTAMP.format(instant.atOffset(ZoneOffset.UTC)) + (zoned ? " +00:00" : "");
    }

    private static long unitsOfSecond(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> 1;
            case MILLISECOND -> 1_000;
            case MICROSECOND -> 1_000_000;
            case NANOSECOND -> NANOS_OF_SECOND;
        };
    }
}
