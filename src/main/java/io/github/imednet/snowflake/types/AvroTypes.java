package io.github.imednet.snowflake.types;

import io.github.imednet.snowflake.types.SourceType.Kind;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What Avro's types are. A record may hold itself: so what a nested type holds is asked for with its own schema. */
public final class AvroTypes {

    private static final int BYTES_OF_UUID = 16;

    private AvroTypes() {}

    /** @throws IllegalArgumentException for a type that Snowflake has nothing for, such as a duration */
    public static Column column(Schema.Field field) {
        requireKnown(field.schema(), field.name(), Collections.newSetFromMap(new IdentityHashMap<>()));
        return type(withoutNull(field.schema())).column(field.name());
    }

    private static void requireKnown(Schema schema, String path, Set<Schema> seen) {
        if (!seen.add(schema)) {
            return;
        }
        switch (schema.getType()) {
            case UNION -> schema.getTypes().forEach(type -> requireKnown(type, path, seen));
            case ARRAY -> requireKnown(schema.getElementType(), path, seen);
            case MAP -> requireKnown(schema.getValueType(), path, seen);
            case RECORD -> schema.getFields()
                    .forEach(field -> requireKnown(field.schema(), path + '.' + field.name(), seen));
            case FIXED -> {
                if ("duration".equals(logicalName(schema))) {
                    throw new IllegalArgumentException("Column " + path + " is of the Avro type duration, which"
                            + " Snowflake has no type for: write it as text or as a number");
                }
            }
            default -> {
                // Loaded as what it is.
            }
        }
    }

    /** The name of a logical type, or null; also of one that Avro's library does not know, such as nanoseconds. */
    private static String logicalName(Schema schema) {
        return schema.getProp(org.apache.avro.LogicalType.LOGICAL_TYPE_PROP);
    }

    /** The one type of a union beside null; a union of several stays one. */
    public static Schema withoutNull(Schema schema) {
        if (!schema.isUnion()) {
            return schema;
        }
        List<Schema> types = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        return types.size() == 1 ? types.get(0) : schema;
    }

    /** What a schema's values are; of a nested one that it is nested, and no more. */
    public static SourceType type(Schema schema) {
        SourceType logical = logicalName(schema) == null ? null : logical(schema);
        if (logical != null) {
            return logical;
        }
        return switch (schema.getType()) {
            case NULL -> SourceType.of(Kind.NULL);
            case INT -> SourceType.integer(Integer.SIZE, true);
            case LONG -> SourceType.integer(Long.SIZE, true);
            case FLOAT -> SourceType.of(Kind.FLOAT32);
            case DOUBLE -> SourceType.of(Kind.FLOAT64);
            case BOOLEAN -> SourceType.of(Kind.BOOLEAN);
            case STRING, ENUM -> SourceType.of(Kind.TEXT);
            case BYTES -> SourceType.of(Kind.BINARY);
            case FIXED -> SourceType.bytes(schema.getFixedSize());
            case RECORD -> SourceType.of(Kind.STRUCT);
            case MAP -> SourceType.of(Kind.MAP);
            case ARRAY -> SourceType.of(Kind.LIST);
            case UNION -> SourceType.of(Kind.UNION);
        };
    }

    /**
     * The logical type, where it is one of Avro 1.12 on the type that the specification has it on; else null, for then
     * it says nothing.
     */
    private static @Nullable SourceType logical(Schema schema) {
        return switch (schema.getType()) {
            case INT -> switch (logicalName(schema)) {
                case "date" -> SourceType.of(Kind.DATE);
                case "time-millis" -> SourceType.ofFraction(Kind.TIME, 3);
                default -> null;
            };
            case LONG -> ofLong(logicalName(schema));
            case STRING -> "uuid".equals(logicalName(schema)) ? SourceType.of(Kind.TEXT) : null;
            case BYTES -> "big-decimal".equals(logicalName(schema)) ? SourceType.of(Kind.BIG_DECIMAL) : decimal(schema);
            case FIXED -> "uuid".equals(logicalName(schema)) && schema.getFixedSize() == BYTES_OF_UUID
                    ? SourceType.of(Kind.UUID)
                    : decimal(schema);
            default -> null;
        };
    }

    private static @Nullable SourceType ofLong(String name) {
        return switch (name) {
            case "time-micros" -> SourceType.ofFraction(Kind.TIME, 6);
            case "timestamp-millis" -> SourceType.ofFraction(Kind.MOMENT, 3);
            case "timestamp-micros" -> SourceType.ofFraction(Kind.MOMENT, 6);
            case "timestamp-nanos" -> SourceType.ofFraction(Kind.MOMENT, 9);
            case "local-timestamp-millis" -> SourceType.ofFraction(Kind.TIMESTAMP, 3);
            case "local-timestamp-micros" -> SourceType.ofFraction(Kind.TIMESTAMP, 6);
            case "local-timestamp-nanos" -> SourceType.ofFraction(Kind.TIMESTAMP, 9);
            default -> null;
        };
    }

    /** Avro's library has checked that its digits have room. */
    private static @Nullable SourceType decimal(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                ? SourceType.decimal(decimal.getPrecision(), decimal.getScale())
                : null;
    }
}
