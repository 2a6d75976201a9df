package io.github.imednet.snowflake.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.vector.ipc.message.MessageResult;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Schemas with decimals of 32 and 64 bits, which Arrow's library has no vectors for and refuses to read (apache/
 * arrow-java, ArrowType.getTypeForField). Their vectors are those of whole numbers of that size.
 */
final class ArrowSchemas {

    private static final int BITS_OF_DECIMAL = 128;

    private ArrowSchemas() {}

    /** The schema that a stream begins with. */
    static Schema read(MessageResult first) throws IOException {
        if (first == null || first.getMessage().headerType() != MessageHeader.Schema) {
            throw new IOException("an Arrow stream begins with a schema, and this one does not");
        }
        org.apache.arrow.flatbuf.Schema schema = new org.apache.arrow.flatbuf.Schema();
        first.getMessage().header(schema);
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            fields.add(field(schema.fields(i)));
        }
        return new Schema(fields);
    }

    private static Field field(org.apache.arrow.flatbuf.Field field) {
        List<Field> children = new ArrayList<>();
        for (int i = 0; i < field.childrenLength(); i++) {
            children.add(field(field.children(i)));
        }
        Map<String, String> metadata = new HashMap<>();
        for (int i = 0; i < field.customMetadataLength(); i++) {
            KeyValue entry = field.customMetadata(i);
            metadata.put(entry.key(), entry.value() == null ? "" : entry.value());
        }
        String name = field.name() == null ? "" : field.name();
        return new Field(name, new FieldType(field.nullable(), type(field), dictionary(field), metadata), children);
    }

    private static ArrowType type(org.apache.arrow.flatbuf.Field field) {
        if (field.typeType() != Type.Decimal) {
            return ArrowType.getTypeForField(field);
        }
        Decimal decimal = (Decimal) field.type(new Decimal());
        return new ArrowType.Decimal(decimal.precision(), decimal.scale(), decimal.bitWidth());
    }

    private static @Nullable DictionaryEncoding dictionary(org.apache.arrow.flatbuf.Field field) {
        org.apache.arrow.flatbuf.DictionaryEncoding encoding = field.dictionary();
        if (encoding == null) {
            return null;
        }
        org.apache.arrow.flatbuf.Int index = encoding.indexType();
        return new DictionaryEncoding(
                encoding.id(),
                encoding.isOrdered(),
                index == null ? null : new ArrowType.Int(index.bitWidth(), index.isSigned()));
    }

    /** The same with types that Arrow's library has vectors for. */
    static Schema readable(Schema schema) {
        return new Schema(readable(schema.getFields()), schema.getCustomMetadata());
    }

    private static List<Field> readable(List<Field> fields) {
        return fields.stream().map(ArrowSchemas::readable).toList();
    }

    private static Field readable(Field field) {
        ArrowType type = field.getType();
        if (type instanceof ArrowType.Decimal decimal && decimal.getBitWidth() < BITS_OF_DECIMAL) {
            type = new ArrowType.Int(decimal.getBitWidth(), true);
        }
        FieldType readable = new FieldType(field.isNullable(), type, field.getDictionary(), field.getMetadata());
        return new Field(field.getName(), readable, readable(field.getChildren()));
    }
}
