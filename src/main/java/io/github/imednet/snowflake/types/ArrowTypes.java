package io.github.imednet.snowflake.types;

import io.github.imednet.snowflake.types.SourceType.Kind;
import io.github.imednet.snowflake.types.SourceType.SourceField;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** What Arrow's types are. Needs the Arrow library, which is optional. */
public final class ArrowTypes {

    /** Where a field says which extension type it is (Arrow columnar format, "Extension Types"). */
    private static final String EXTENSION = "ARROW:extension:name";

    private ArrowTypes() {}

    /** @throws IllegalArgumentException for a type that Snowflake has nothing for, such as an interval */
    public static Column column(Field field) {
        return type(field).column(field.getName());
    }

    /**
     * @param field with the type of its values, also where these are in a dictionary
     * @throws IllegalArgumentException for a type that Snowflake has nothing for, such as an interval
     */
    public static SourceType type(Field field) {
        return type(field, field.getName());
    }

    private static SourceType type(Field field, String path) {
        ArrowType type = field.getType();
        return switch (type.getTypeID()) {
            case Null -> SourceType.of(Kind.NULL);
            case Int -> SourceType.integer(((ArrowType.Int) type).getBitWidth(), ((ArrowType.Int) type).getIsSigned());
            case FloatingPoint -> floating((ArrowType.FloatingPoint) type);
            case Decimal -> SourceType.decimal(
                    ((ArrowType.Decimal) type).getPrecision(), ((ArrowType.Decimal) type).getScale());
            case Utf8, LargeUtf8, Utf8View -> SourceType.of(Kind.TEXT);
            case Binary, LargeBinary, BinaryView -> SourceType.of(Kind.BINARY);
            case FixedSizeBinary -> "arrow.uuid".equals(field.getMetadata().get(EXTENSION))
                    ? SourceType.of(Kind.UUID)
                    : SourceType.bytes(((ArrowType.FixedSizeBinary) type).getByteWidth());
            case Bool -> SourceType.of(Kind.BOOLEAN);
            case Date -> SourceType.of(Kind.DATE);
            case Time -> SourceType.ofFraction(Kind.TIME, digits(((ArrowType.Time) type).getUnit()));
            case Timestamp -> timestamp((ArrowType.Timestamp) type);
            case RunEndEncoded -> type(field.getChildren().get(1), path);
            default -> nested(field, path);
        };
    }

    private static SourceType nested(Field field, String path) {
        return switch (field.getType().getTypeID()) {
            case Struct -> SourceType.struct(path, fields(field, path));
            case Map -> map(field, path);
            case List, LargeList, FixedSizeList, ListView, LargeListView -> list(field, path);
            case Union -> union(field, path);
            default -> throw new IllegalArgumentException("Column " + path + " is of the Arrow type " + field.getType()
                    + ", which Snowflake has no type for: write it as text or as a number");
        };
    }

    private static SourceType list(Field field, String path) {
        return SourceType.list(
                field.getChildren().isEmpty() ? SourceType.of(Kind.NULL) : type(field.getChildren().get(0), path));
    }

    private static SourceType map(Field field, String path) {
        if (field.getChildren().isEmpty()) {
            return SourceType.of(Kind.MAP);
        }
        List<Field> entry = field.getChildren().get(0).getChildren();
        return SourceType.map(path, type(entry.get(0), path + ".key"), type(entry.get(1), path + ".value"));
    }

    private static List<SourceField> fields(Field field, String path) {
        return field.getChildren().stream()
                .map(child -> new SourceField(child.getName(), type(child, path + '.' + child.getName())))
                .toList();
    }

    private static SourceType union(Field field, String path) {
        int[] ids = ((ArrowType.Union) field.getType()).getTypeIds();
        List<SourceField> types = new ArrayList<>();
        for (Field child : field.getChildren()) {
            int id = ids == null || ids.length == 0 ? types.size() : ids[types.size()];
            types.add(new SourceField(Integer.toString(id), type(child, path)));
        }
        return SourceType.union(types);
    }

    private static SourceType floating(ArrowType.FloatingPoint type) {
        return switch (type.getPrecision()) {
            case HALF -> SourceType.of(Kind.FLOAT16);
            case SINGLE -> SourceType.of(Kind.FLOAT32);
            case DOUBLE -> SourceType.of(Kind.FLOAT64);
        };
    }

    private static SourceType timestamp(ArrowType.Timestamp type) {
        boolean zoned = type.getTimezone() != null && !type.getTimezone().isEmpty();
        return SourceType.ofFraction(zoned ? Kind.MOMENT : Kind.TIMESTAMP, digits(type.getUnit()));
    }

    private static int digits(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> 0;
            case MILLISECOND -> 3;
            case MICROSECOND -> 6;
            case NANOSECOND -> 9;
        };
    }
}
