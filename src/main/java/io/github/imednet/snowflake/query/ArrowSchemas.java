package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.types.LogicalType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** What a result's columns are in Arrow: types and metadata as the ADBC driver for Snowflake documents them. */
public final class ArrowSchemas {

    private static final int BITS_OF_DECIMAL = 128;
    private static final int BITS_OF_LONG = 64;

    /** Instants are counted from the beginning of 1970 at UTC, whatever the offset that they were written with. */
    private static final String ZONE = "UTC";

    private ArrowSchemas() {}

    /** @param timestamps the unit of timestamps */
    public static Schema of(List<ResultColumn> columns, TimeUnit timestamps) {
        return new Schema(columns.stream().map(column -> field(column, timestamps)).toList());
    }

    private static Field field(ResultColumn column, TimeUnit timestamps) {
        ArrowType type = type(column, timestamps);
        return new Field(column.name(), new FieldType(column.nullable(), type, null, metadata(column)), null);
    }

    /** The type alone. */
    public static ArrowType type(ResultColumn column, TimeUnit timestamps) {
        return switch (column.type().logical()) {
            case FIXED -> number(column);
            case REAL -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case BOOLEAN -> ArrowType.Bool.INSTANCE;
            case TEXT, VARIANT, OBJECT, ARRAY -> ArrowType.Utf8.INSTANCE;
            case BINARY -> ArrowType.Binary.INSTANCE;
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIME -> new ArrowType.Time(TimeUnit.NANOSECOND, BITS_OF_LONG);
            case TIMESTAMP_NTZ -> new ArrowType.Timestamp(timestamps, null);
            case TIMESTAMP_LTZ, TIMESTAMP_TZ -> new ArrowType.Timestamp(timestamps, ZONE);
        };
    }

    private static ArrowType number(ResultColumn column) {
        if (column.exact()) {
            return new ArrowType.Decimal(column.precision(), column.scale(), BITS_OF_DECIMAL);
        }
        return column.scale() == 0
                ? new ArrowType.Int(BITS_OF_LONG, true)
                : new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    }

    private static Map<String, String> metadata(ResultColumn column) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("logicalType", column.logicalType());
        LogicalType logical = column.type().logical();
        if (logical == LogicalType.FIXED) {
            metadata.put("precision", Integer.toString(column.precision()));
        }
        if (logical == LogicalType.FIXED || logical == LogicalType.TIME || logical.isTimestamp()) {
            metadata.put("scale", Integer.toString(column.scale()));
        }
        if (logical == LogicalType.TEXT) {
            metadata.put("charLength", Long.toString(column.length()));
        }
        if (column.byteLength() > 0) {
            metadata.put("byteLength", Long.toString(column.byteLength()));
        }
        return metadata;
    }
}
