package io.github.imednet.snowflake.types;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Parquet's types and Snowflake's, in both directions. */
public final class ParquetTypes {

    /** Digits that every INT64 has room for. */
    public static final int DIGITS_OF_LONG = 18;

    /** Bytes of a decimal with up to 38 digits. */
    public static final int BYTES_OF_DECIMAL = 16;

    private static final int MILLISECONDS = 3;
    private static final int MICROSECONDS = 6;

    private ParquetTypes() {}

    /** The optional field as which a column is written. */
    public static Type written(Column column) {
        ColumnType type = column.type();
        return switch (type.logical()) {
            case FIXED -> number(column);
            case REAL -> field(PrimitiveTypeName.DOUBLE, null, column);
            case BOOLEAN -> field(PrimitiveTypeName.BOOLEAN, null, column);
            case DATE -> field(PrimitiveTypeName.INT32, dateType(), column);
            case TIME -> field(
                    type.scale() <= MILLISECONDS ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64,
                    timeType(false, unit(type)),
                    column);
            case TIMESTAMP_NTZ, TIMESTAMP_LTZ -> timestamp(column);
            case BINARY -> field(PrimitiveTypeName.BINARY, null, column);
            case TEXT, TIMESTAMP_TZ, VARIANT, OBJECT, ARRAY -> field(PrimitiveTypeName.BINARY, stringType(), column);
        };
    }

    private static Type number(Column column) {
        ColumnType type = column.type();
        if (type.scale() == 0 && column.form() == Column.Form.LONG) {
            return field(PrimitiveTypeName.INT64, null, column);
        }
        LogicalTypeAnnotation decimal = decimalType(type.scale(), type.precision());
        return type.precision() <= DIGITS_OF_LONG
                ? field(PrimitiveTypeName.INT64, decimal, column)
                : Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        .length(BYTES_OF_DECIMAL)
                        .as(decimal)
                        .named(column.name());
    }

    /**
     * Nanoseconds of 64 bits reach from 1677 to 2262 only: where the source does not have just these, text holds all.
     */
    private static Type timestamp(Column column) {
        if (column.type().scale() > MICROSECONDS && column.form() != Column.Form.NANOSECONDS) {
            return field(PrimitiveTypeName.BINARY, stringType(), column);
        }
        boolean moment = column.type().logical() == LogicalType.TIMESTAMP_LTZ;
        return field(PrimitiveTypeName.INT64, timestampType(moment, unit(column.type())), column);
    }

    /** The coarsest unit that has all digits of the second's fraction. */
    public static TimeUnit unit(ColumnType type) {
        if (type.scale() <= MILLISECONDS) {
            return TimeUnit.MILLIS;
        }
        return type.scale() <= MICROSECONDS ? TimeUnit.MICROS : TimeUnit.NANOS;
    }

    private static Type field(PrimitiveTypeName physical, @Nullable LogicalTypeAnnotation logical, Column column) {
        return Types.optional(physical).as(logical).named(column.name());
    }

    /**
     * The column that a field of a file becomes.
     *
     * @throws IllegalArgumentException for a type that Snowflake has nothing for, such as an interval
     */
    public static Column column(Type field) {
        return ParquetSourceTypes.type(field).column(field.getName());
    }

    static int digits(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> MILLISECONDS;
            case MICROS -> MICROSECONDS;
            case NANOS -> ColumnType.NANOSECONDS;
        };
    }
}
