package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.parquet.ColumnWriter;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.ParquetTypes;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;

/** Writes the values of one column to Parquet, whatever Java type they come in. */
public interface ValueWriter {

    /**
     * @param value not null
     * @throws ValueException if the column cannot hold it as it is
     */
    void write(Object value, ColumnWriter to);

    /**
     * What writes a column as {@link ParquetTypes#written} describes it.
     *
     * @param replaces whether invalid characters of texts are replaced; otherwise they are an error
     */
    static ValueWriter of(Column column, boolean replaces) {
        ColumnType type = column.type();
        TimeUnit unit = ParquetTypes.unit(type);
        boolean asText = type.scale() > 6 && column.form() != Column.Form.NANOSECONDS;
        return switch (type.logical()) {
            case FIXED -> number(column);
            case REAL -> (value, to) -> to.addDouble(Numbers.real(value));
            case BOOLEAN -> (value, to) -> to.addLong(Booleans.of(value) ? 1 : 0);
            case DATE -> (value, to) -> to.addLong(Times.days(value));
            case TIME -> (value, to) -> to.addLong(Times.ofDay(value, type.scale(), unit));
            case TIMESTAMP_NTZ -> asText
                    ? (value, to) -> to.addBytes(Texts.utf8(Times.wallClockText(value, type.scale()), replaces))
                    : (value, to) -> to.addLong(Times.wallClock(value, type.scale(), unit));
            case TIMESTAMP_LTZ -> asText
                    ? (value, to) -> to.addBytes(Texts.utf8(Times.momentText(value, type.scale()), replaces))
                    : (value, to) -> to.addLong(Times.moment(value, type.scale(), unit));
            case TIMESTAMP_TZ ->
                    (value, to) -> to.addBytes(Texts.utf8(Times.offsetText(value, type.scale()), replaces));
            case BINARY -> (value, to) -> to.addBytes(Bytes.of(value, type.length()));
            case TEXT -> (value, to) -> to.addBytes(Texts.utf8(value, type.length(), replaces));
            case VARIANT -> (value, to) -> to.addBytes(Texts.utf8(JsonText.of(value), replaces));
            case OBJECT -> (value, to) -> to.addBytes(Texts.utf8(JsonText.ofObject(value), replaces));
            case ARRAY -> (value, to) -> to.addBytes(Texts.utf8(JsonText.ofArray(value), replaces));
        };
    }

    private static ValueWriter number(Column column) {
        ColumnType type = column.type();
        if (type.scale() == 0 && column.form() == Column.Form.LONG) {
            return (value, to) -> to.addLong(Numbers.whole(value));
        }
        return type.precision() <= ParquetTypes.DIGITS_OF_LONG
                ? (value, to) -> to.addLong(Numbers.unscaledLong(value, type))
                : (value, to) -> to.addBytes(Numbers.unscaledBytes(value, type));
    }
}
