package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.types.AvroTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** Values of Avro records as Java has them, whether a logical type was converted when they were read or not. */
final class AvroValues {

    /** What parquet-avro names Parquet's INT96, in which old programs write timestamps. */
    private static final String OLD_TIMESTAMP = "INT96";

    private static final long JULIAN_DAY_OF_1970 = 2_440_588;

    private AvroValues() {}

    /** @param value of the schema; may be null */
    static Object of(Schema union, Object value) {
        if (value == null) {
            return null;
        }
        Schema schema = AvroTypes.withoutNull(union);
        if (schema.isUnion()) {
            schema = schema.getTypes().get(GenericData.get().resolveUnion(schema, value));
        }
        String logical = AvroTypes.logicalName(schema);
        if (logical != null) {
            Object converted = logical(logical, schema, value);
            if (converted != null) {
                return converted;
            }
        }
        return switch (schema.getType()) {
            case RECORD -> record((IndexedRecord) value);
            case MAP -> map(schema, (Map<?, ?>) value);
            case ARRAY -> list(schema, (Iterable<?>) value);
            case STRING, ENUM -> value.toString();
            case FIXED -> schema.getName().equals(OLD_TIMESTAMP) ? oldTimestamp(Bytes.of(value)) : value;
            default -> value;
        };
    }

    private static Map<String, Object> record(IndexedRecord record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            fields.put(field.name(), of(field.schema(), record.get(field.pos())));
        }
        return fields;
    }

    private static Map<String, Object> map(Schema schema, Map<?, ?> values) {
        Map<String, Object> map = new LinkedHashMap<>();
        values.forEach((key, value) -> map.put(key.toString(), of(schema.getValueType(), value)));
        return map;
    }

    private static List<Object> list(Schema schema, Iterable<?> values) {
        List<Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(of(schema.getElementType(), value));
        }
        return list;
    }

    /** The value of a logical type, or null where there is nothing to convert. */
    private static Object logical(String name, Schema schema, Object value) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return value instanceof BigDecimal
                    ? value
                    : new BigDecimal(new BigInteger(Bytes.of(value)), decimal.getScale());
        }
        if (!(value instanceof Number number)) {
            return null;
        }
        long count = number.longValue();
        return switch (name) {
            case "date" -> LocalDate.ofEpochDay(count);
            case "time-millis" -> LocalTime.ofNanoOfDay(Math.multiplyExact(count, 1_000_000L));
            case "time-micros" -> LocalTime.ofNanoOfDay(Math.multiplyExact(count, 1_000L));
            case "timestamp-millis" -> moment(count, 1_000);
            case "timestamp-micros" -> moment(count, 1_000_000);
            case "timestamp-nanos" -> moment(count, 1_000_000_000);
            case "local-timestamp-millis" -> wallClock(count, 1_000);
            case "local-timestamp-micros" -> wallClock(count, 1_000_000);
            case "local-timestamp-nanos" -> wallClock(count, 1_000_000_000);
            default -> null;
        };
    }

    /** Nanoseconds of the day, then the Julian day. */
    private static LocalDateTime oldTimestamp(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long nanoseconds = buffer.getLong();
        return LocalDate.ofEpochDay(buffer.getInt() - JULIAN_DAY_OF_1970).atStartOfDay().plusNanos(nanoseconds);
    }

    static Instant moment(long count, long perSecond) {
        long nanoseconds = Math.floorMod(count, perSecond) * (1_000_000_000L / perSecond);
        return Instant.ofEpochSecond(Math.floorDiv(count, perSecond), nanoseconds);
    }

    static LocalDateTime wallClock(long count, long perSecond) {
        return LocalDateTime.ofInstant(moment(count, perSecond), ZoneOffset.UTC);
    }
}
