package io.github.imednet.snowflake.query;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * What a result's columns are in a Parquet file: all of them optional, for a result does not promise to have no NULL.
 */
final class ParquetColumns {

    private static final int DIGITS_OF_INT = 9;
    private static final int DIGITS_OF_LONG = 18;
    private static final int BYTES_OF_DECIMAL = 16;
    private static final int DIGITS_OF_MILLIS = 3;
    private static final int DIGITS_OF_MICROS = 6;

    private ParquetColumns() {}

    /** @param finest unit of timestamps with more than six digits */
    static MessageType schema(List<ResultColumn> columns, TimeUnit finest) {
        return new MessageType("result", columns.stream().map(column -> field(column, finest)).toList());
    }

    private static Type field(ResultColumn column, TimeUnit finest) {
        return switch (column.type().logical()) {
            case FIXED -> number(column);
            case REAL -> field(DOUBLE, null, column);
            case BOOLEAN -> field(BOOLEAN, null, column);
            case TEXT -> field(BINARY, LogicalTypeAnnotation.stringType(), column);
            case VARIANT, OBJECT, ARRAY -> field(BINARY, LogicalTypeAnnotation.jsonType(), column);
            case BINARY -> field(BINARY, null, column);
            case DATE -> field(INT32, LogicalTypeAnnotation.dateType(), column);
            case TIME -> time(column);
            case TIMESTAMP_NTZ -> field(
                    INT64, LogicalTypeAnnotation.timestampType(false, unit(column, finest)), column);
            case TIMESTAMP_LTZ, TIMESTAMP_TZ -> field(
                    INT64, LogicalTypeAnnotation.timestampType(true, unit(column, finest)), column);
        };
    }

    private static Type number(ResultColumn column) {
        if (!column.exact()) {
            return field(column.scale() == 0 ? INT64 : DOUBLE, null, column);
        }
        LogicalTypeAnnotation decimal = LogicalTypeAnnotation.decimalType(column.scale(), column.precision());
        if (column.precision() <= DIGITS_OF_LONG) {
            return field(column.precision() <= DIGITS_OF_INT ? INT32 : INT64, decimal, column);
        }
        return Types.optional(FIXED_LEN_BYTE_ARRAY).length(BYTES_OF_DECIMAL).as(decimal).named(column.name());
    }

    private static Type time(ResultColumn column) {
        TimeUnit unit = unit(column, TimeUnit.NANOS);
        PrimitiveTypeName physical = unit == TimeUnit.MILLIS ? INT32 : INT64;
        return field(physical, LogicalTypeAnnotation.timeType(false, unit), column);
    }

    private static TimeUnit unit(ResultColumn column, TimeUnit finest) {
        if (column.scale() <= DIGITS_OF_MILLIS) {
            return TimeUnit.MILLIS;
        }
        return column.scale() <= DIGITS_OF_MICROS ? TimeUnit.MICROS : finest;
    }

    private static Type field(
            PrimitiveTypeName physical, @Nullable LogicalTypeAnnotation logical, ResultColumn column) {
        return Types.optional(physical).as(logical).named(column.name());
    }
}
