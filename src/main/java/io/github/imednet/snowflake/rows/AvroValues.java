package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.AvroTypes;
import io.github.imednet.snowflake.types.SourceType;
import io.github.imednet.snowflake.types.SourceType.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Values of Avro records as Java has them, whether a logical type was converted when they were read or not. */
public final class AvroValues {

    private AvroValues() {}

    /** @param value of the schema; may be null */
    public static @Nullable Object of(Schema union, Object value) {
        if (value == null) {
            return null;
        }
        Schema schema = AvroTypes.withoutNull(union);
        if (schema.isUnion()) {
            schema = schema.getTypes().get(branch(schema, value));
        }
        return switch (schema.getType()) {
            case RECORD -> record((IndexedRecord) value);
            case MAP -> map(schema, (Map<?, ?>) value);
            case ARRAY -> list(schema, (Iterable<?>) value);
            case STRING, ENUM -> text(value);
            default -> scalar(schema, value);
        };
    }

    /** Avro's own message would have the value. */
    private static int branch(Schema union, Object value) {
        try {
            return GenericData.get().resolveUnion(union, value);
        } catch (AvroRuntimeException e) {
            throw new ValueException("a " + value.getClass().getSimpleName() + ", which is none of the union's types");
        }
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
        values.forEach((key, value) -> StoredValues.putOnce(map, text(key), of(schema.getValueType(), value)));
        return map;
    }

    /** Avro's own text has the bytes; as a String of its own making the invalid ones are replaced. */
    private static String text(Object value) {
        return value instanceof Utf8 utf8
                ? Texts.of(Arrays.copyOf(utf8.getBytes(), utf8.getByteLength()))
                : value.toString();
    }

    private static List<Object> list(Schema schema, Iterable<?> values) {
        List<Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(of(schema.getElementType(), value));
        }
        return list;
    }

    /** What was converted already is of another class, and stays. */
    private static Object scalar(Schema schema, Object value) {
        SourceType type = AvroTypes.type(schema);
        if (value instanceof Integer || value instanceof Long) {
            return StoredValues.ofLong(type, ((Number) value).longValue());
        }
        if (value instanceof ByteBuffer || value instanceof GenericFixed || value instanceof byte[]) {
            byte[] bytes = Bytes.of(value);
            return type.kind() == Kind.BIG_DECIMAL ? bigDecimal(bytes) : StoredValues.ofBytes(type, bytes);
        }
        return type.kind() == Kind.UUID ? value.toString() : value;
    }

    /** The unscaled number as Avro's bytes, then the scale as Avro's int (Avro 1.12, "Decimal with a scale"). */
    private static BigDecimal bigDecimal(byte[] bytes) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        try {
            byte[] unscaled = Bytes.of(decoder.readBytes(null));
            return new BigDecimal(new BigInteger(unscaled), decoder.readInt());
        } catch (IOException | NumberFormatException e) {
            throw new ValueException("not a big-decimal: its bytes are not a number and its scale");
        }
    }
}
