package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.parquet.ColumnWriter;
import io.github.imednet.snowflake.types.Column;
import org.jspecify.annotations.Nullable;

/** A column of a Parquet file that is being written, as values of any Java type come into it. */
public final class WrittenColumn {

    private final Column column;
    private final ColumnWriter writer;
    private final ValueWriter values;

    /** @param replaces whether invalid characters of texts are replaced; otherwise they are an error */
    public WrittenColumn(Column column, ColumnWriter writer, boolean replaces) {
        this.column = column;
        this.writer = writer;
        this.values = ValueWriter.of(column, replaces);
    }

    Column column() {
        return column;
    }

    /** For values that need no conversion. */
    ColumnWriter writer() {
        return writer;
    }

    public void writeNulls(int rows) {
        writer.addNulls(rows);
    }

    /**
     * @param value of any Java type, or null
     * @param row from 1
     * @throws IngestException naming column and row of a value that the column cannot hold
     */
    void write(@Nullable Object value, long row, String source) {
        if (value == null) {
            writer.addNulls(1);
            return;
        }
        try {
            values.write(value, writer);
        } catch (ValueException e) {
            throw new IngestException("Column " + column.name() + " of row " + row + " of " + source + ": "
                    + e.getMessage() + " (the column is " + column.type().sql() + "; ingest.columns may give it another"
                    + " type)");
        }
    }
}
