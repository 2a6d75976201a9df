package io.github.imednet.snowflake.types;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Which of Snowflake's types an Arrow type becomes. Needs the Arrow library, which is optional. */
public final class ArrowTypes {

    private ArrowTypes() {}

    /** @throws IllegalArgumentException for a type that Snowflake has nothing for, such as an interval */
    public static Column column(Field field) {
        ColumnType type = type(field);
        if (field.getType() instanceof ArrowType.Int whole) {
            boolean isLong = whole.getIsSigned() || whole.getBitWidth() < 64;
            return new Column(field.getName(), type, isLong ? Column.Form.LONG : Column.Form.ANY);
        }
        boolean nanoseconds = field.getType() instanceof ArrowType.Timestamp timestamp
                && timestamp.getUnit() == TimeUnit.NANOSECOND;
        return new Column(field.getName(), type, nanoseconds ? Column.Form.NANOSECONDS : Column.Form.ANY);
    }

    private static ColumnType type(Field field) {
        ArrowType type = field.getType();
        return switch (type.getTypeID()) {
            case Int -> ColumnType.of(LogicalType.FIXED);
            case FloatingPoint -> ColumnType.of(LogicalType.REAL);
            case Decimal -> {
                ArrowType.Decimal decimal = (ArrowType.Decimal) type;
                yield ColumnType.number(decimal.getPrecision(), decimal.getScale());
            }
            case Utf8, LargeUtf8, Utf8View, Null -> ColumnType.of(LogicalType.TEXT);
            case Binary, LargeBinary, BinaryView -> ColumnType.of(LogicalType.BINARY);
            case FixedSizeBinary -> ColumnType.binary(((ArrowType.FixedSizeBinary) type).getByteWidth());
            case Bool -> ColumnType.of(LogicalType.BOOLEAN);
            case Date -> ColumnType.of(LogicalType.DATE);
            case Time -> ColumnType.ofFraction(LogicalType.TIME, digits(((ArrowType.Time) type).getUnit()));
            case Timestamp -> {
                ArrowType.Timestamp timestamp = (ArrowType.Timestamp) type;
                boolean zoned = timestamp.getTimezone() != null && !timestamp.getTimezone().isEmpty();
                yield ColumnType.ofFraction(
                        zoned ? LogicalType.TIMESTAMP_LTZ : LogicalType.TIMESTAMP_NTZ, digits(timestamp.getUnit()));
            }
            case Struct, Map -> ColumnType.of(LogicalType.OBJECT);
            case List, LargeList, FixedSizeList, ListView, LargeListView -> ColumnType.of(LogicalType.ARRAY);
            case Union -> ColumnType.of(LogicalType.VARIANT);
            default -> throw new IllegalArgumentException("Column " + field.getName() + " is of the Arrow type " + type
                    + ", which Snowflake has no type for");
        };
    }

    /** Whether dates count milliseconds. */
    public static boolean isDate64(ArrowType type) {
        return type instanceof ArrowType.Date date && date.getUnit() == DateUnit.MILLISECOND;
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
