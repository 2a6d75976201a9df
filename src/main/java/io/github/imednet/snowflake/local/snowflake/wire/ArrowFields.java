package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.snowflake.engine.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/**
 * The field of an Arrow schema that stands for a result's column, by the rules that Snowflake's drivers read it with
 * (ArrowVectorConverterUtil of the JDBC driver, CArrowChunkIterator of the Python connector).
 */
final class ArrowFields {

    /** A timestamp with so many digits, and no offset, is one number; with more it does not fit. */
    private static final int LAST_SCALE_IN_LONG = 7;
    /** The same for one with an offset: a number beside it, or seconds and nanoseconds. */
    private static final int LAST_SCALE_BESIDE_OFFSET = 3;
    private static final int LAST_TIME_IN_INT = 4;

    private static final Field EPOCH = child("epoch", MinorType.BIGINT);
    private static final Field FRACTION = child("fraction", MinorType.INT);
    private static final Field TIME_ZONE = child("timezone", MinorType.INT);

    private ArrowFields() {}

    /** @param characters of the column's longest value in the whole result */
    static Field field(Column column, int characters) {
        List<Field> children = children(column);
        FieldType type = new FieldType(
                column.nullable(), type(column, characters, children), null, metadata(column, children));
        return new Field(column.name(), type, children);
    }

    private static ArrowType type(Column column, int characters, List<Field> children) {
        if (!children.isEmpty()) {
            return MinorType.STRUCT.getType();
        }
        return switch (column.type()) {
            case "boolean" -> MinorType.BIT.getType();
            case "fixed" -> number(column, column.scale() > 0 ? characters - 1 : characters);
            case "real" -> MinorType.FLOAT8.getType();
            case "date" -> MinorType.DATEDAY.getType();
            case "time" -> (column.scale() > LAST_TIME_IN_INT ? MinorType.BIGINT : MinorType.INT).getType();
            case "timestamp_ntz", "timestamp_ltz" -> MinorType.BIGINT.getType();
            case "binary" -> MinorType.VARBINARY.getType();
            default -> MinorType.VARCHAR.getType();
        };
    }

    /** As on Snowflake, of the values that are there, and not of those that the column could have. */
    private static ArrowType number(Column column, int digits) {
        if (digits > 18) {
            return new ArrowType.Decimal(38, column.scale(), 128);
        }
        MinorType narrow = digits > 4 ? MinorType.INT : digits > 2 ? MinorType.SMALLINT : MinorType.TINYINT;
        return (digits > 9 ? MinorType.BIGINT : narrow).getType();
    }

    private static List<Field> children(Column column) {
        return switch (column.type()) {
            case "timestamp_ntz", "timestamp_ltz" ->
                column.scale() > LAST_SCALE_IN_LONG ? List.of(EPOCH, FRACTION) : List.of();
            case "timestamp_tz" -> column.scale() > LAST_SCALE_BESIDE_OFFSET
                    ? List.of(EPOCH, FRACTION, TIME_ZONE)
                    : List.of(EPOCH, TIME_ZONE);
            default -> List.of();
        };
    }

    private static Map<String, String> metadata(Column column, List<Field> children) {
        long bytes = children.isEmpty() ? column.byteLength() : children.size() == 3 ? 16 : 8;
        return Map.of(
                "logicalType", column.type().toUpperCase(Locale.ROOT),
                "precision", Integer.toString(column.precision()),
                "scale", Integer.toString(column.scale()),
                "charLength", Long.toString(column.type().equals("text") ? column.length() : 0),
                "byteLength", Long.toString(bytes),
                "finalType", "T");
    }

    private static Field child(String name, MinorType type) {
        return new Field(name, FieldType.nullable(type.getType()), null);
    }
}
