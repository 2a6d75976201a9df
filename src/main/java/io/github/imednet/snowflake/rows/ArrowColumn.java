package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.parquet.ColumnWriter;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import io.github.imednet.snowflake.types.ParquetTypes;
import io.github.imednet.snowflake.types.SourceType;
import io.github.imednet.snowflake.types.SourceType.Kind;
import java.math.BigInteger;
import java.time.LocalDate;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.jspecify.annotations.Nullable;

/**
 * The values of a vector on their way into a column of a Parquet file, many at a time and without an object for each.
 */
interface ArrowColumn {

    /** The most rows that are asked for at a time. */
    int ROWS = 1_024;

    int DIGITS_OF_MILLIS = 3;

    /**
     * Writes values of some rows.
     *
     * @return how many rows; 0 where the first ones want a closer look, errors among them, and nothing was written
     */
    int write(int from, int rows, ColumnWriter to);

    /** Whether a vector is one of those whose values lie one behind the other. */
    static boolean isFlat(FieldVector vector) {
        return vector.getField().getDictionary() == null
                && (vector instanceof BaseFixedWidthVector
                        || vector instanceof BaseVariableWidthVector
                        || vector instanceof BaseLargeVariableWidthVector);
    }

    /** @return null where the column is of another type than the values, or is stored otherwise */
    static @Nullable ArrowColumn of(FieldVector vector, SourceType type, Column column) {
        ColumnType target = column.type();
        return switch (type.kind()) {
            case INTEGER, UNSIGNED -> target.logical() == LogicalType.FIXED && target.scale() == 0
                            && column.form() == Column.Form.LONG
                    ? new ArrowNumbers(vector, type)
                    : null;
            case DECIMAL -> decimal(vector, type, column);
            case FLOAT32, FLOAT64 -> target.logical() == LogicalType.REAL ? new ArrowNumbers(vector, type) : null;
            case BOOLEAN -> target.logical() == LogicalType.BOOLEAN ? new ArrowNumbers(vector, type) : null;
            case DATE -> target.logical() == LogicalType.DATE
                    ? new ArrowNumbers(vector, type, firstDay(), lastDay(), 1)
                    : null;
            case TIME, TIMESTAMP, MOMENT -> time(vector, type, column);
            case TEXT -> target.logical() == LogicalType.TEXT ? new ArrowBytes(vector, target.length(), true) : null;
            case BINARY -> target.logical() == LogicalType.BINARY && !(vector instanceof FixedSizeBinaryVector)
                    ? new ArrowBytes(vector, target.length(), false)
                    : null;
            default -> null;
        };
    }

    private static long firstDay() {
        return LocalDate.of(Times.FIRST_YEAR, 1, 1).toEpochDay();
    }

    private static long lastDay() {
        return LocalDate.of(Times.LAST_YEAR, 12, 31).toEpochDay();
    }

    private static @Nullable ArrowColumn decimal(FieldVector vector, SourceType type, Column column) {
        ColumnType target = column.type();
        if (target.logical() != LogicalType.FIXED || column.form() == Column.Form.LONG
                || target.scale() != type.scale()) {
            return null;
        }
        boolean isStoredSo = vector instanceof DecimalVector || vector instanceof BaseIntVector;
        if (isStoredSo && target.precision() <= ParquetTypes.DIGITS_OF_LONG) {
            long most = BigInteger.TEN.pow(target.precision()).longValueExact() - 1;
            return new ArrowNumbers(vector, type, -most, most, 1);
        }
        return vector instanceof DecimalVector decimals ? new ArrowDecimals(decimals, target.precision()) : null;
    }

    private static @Nullable ArrowColumn time(FieldVector vector, SourceType type, Column column) {
        ColumnType target = column.type();
        int digits = type.scale();
        int written = switch (ParquetTypes.unit(target)) {
            case MILLIS -> DIGITS_OF_MILLIS;
            case MICROS -> 2 * DIGITS_OF_MILLIS;
            case NANOS -> ColumnType.NANOSECONDS;
        };
        LogicalType same = switch (type.kind()) {
            case TIME -> LogicalType.TIME;
            case TIMESTAMP -> LogicalType.TIMESTAMP_NTZ;
            default -> LogicalType.TIMESTAMP_LTZ;
        };
        if (target.logical() != same || digits > target.scale()) {
            return null;
        }
        long perSecond = (long) Math.pow(10, digits);
        long factor = (long) Math.pow(10, (double) written - digits);
        if (type.kind() == Kind.TIME) {
            return new ArrowNumbers(vector, type, 0, 86_400 * perSecond - 1, factor);
        }
        if (written == ColumnType.NANOSECONDS) {
            // Nanoseconds of 64 bits are all within the years that a column can tell; other units may be text.
            return factor == 1 && column.form() == Column.Form.NANOSECONDS ? new ArrowNumbers(vector, type) : null;
        }
        long perDay = 86_400 * perSecond;
        return new ArrowNumbers(vector, type, firstDay() * perDay, (lastDay() + 1) * perDay - 1, factor);
    }
}
