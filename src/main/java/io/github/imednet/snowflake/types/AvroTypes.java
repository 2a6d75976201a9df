package io.github.imednet.snowflake.types;

import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Which of Snowflake's types an Avro type becomes. */
public final class AvroTypes {

    private AvroTypes() {}

    /** @throws IllegalArgumentException for a decimal with more digits than Snowflake has */
    public static Column column(Schema.Field field) {
        Schema schema = withoutNull(field.schema());
        ColumnType type = type(schema);
        if (type.logical().isTimestamp() && type.scale() == ColumnType.NANOSECONDS) {
            return new Column(field.name(), type, Column.Form.NANOSECONDS);
        }
        boolean whole = schema.getType() == Schema.Type.INT || schema.getType() == Schema.Type.LONG;
        boolean isLong = whole && type.logical() == LogicalType.FIXED;
        return new Column(field.name(), type, isLong ? Column.Form.LONG : Column.Form.ANY);
    }

    /** The name of a logical type, or null; also of one that Avro's library does not know, such as nanoseconds. */
    public static String logicalName(Schema schema) {
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

    private static ColumnType type(Schema schema) {
        ColumnType logical = logicalName(schema) == null ? null : logical(schema);
        if (logical != null) {
            return logical;
        }
        return switch (schema.getType()) {
            case INT, LONG -> ColumnType.of(LogicalType.FIXED);
            case FLOAT, DOUBLE -> ColumnType.of(LogicalType.REAL);
            case BOOLEAN -> ColumnType.of(LogicalType.BOOLEAN);
            case STRING, ENUM, NULL -> ColumnType.of(LogicalType.TEXT);
            case BYTES -> ColumnType.of(LogicalType.BINARY);
            case FIXED -> ColumnType.binary(schema.getFixedSize());
            case RECORD, MAP -> ColumnType.of(LogicalType.OBJECT);
            case ARRAY -> ColumnType.of(LogicalType.ARRAY);
            case UNION -> ColumnType.of(LogicalType.VARIANT);
        };
    }

    private static ColumnType logical(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return ColumnType.number(decimal.getPrecision(), decimal.getScale());
        }
        return switch (logicalName(schema)) {
            case "date" -> ColumnType.of(LogicalType.DATE);
            case "time-millis" -> ColumnType.ofFraction(LogicalType.TIME, 3);
            case "time-micros" -> ColumnType.ofFraction(LogicalType.TIME, 6);
            case "timestamp-millis" -> ColumnType.ofFraction(LogicalType.TIMESTAMP_LTZ, 3);
            case "timestamp-micros" -> ColumnType.ofFraction(LogicalType.TIMESTAMP_LTZ, 6);
            case "timestamp-nanos" -> ColumnType.ofFraction(LogicalType.TIMESTAMP_LTZ, 9);
            case "local-timestamp-millis" -> ColumnType.ofFraction(LogicalType.TIMESTAMP_NTZ, 3);
            case "local-timestamp-micros" -> ColumnType.ofFraction(LogicalType.TIMESTAMP_NTZ, 6);
            case "local-timestamp-nanos" -> ColumnType.ofFraction(LogicalType.TIMESTAMP_NTZ, 9);
            case "uuid" -> ColumnType.of(LogicalType.TEXT);
            default -> null;
        };
    }
}
