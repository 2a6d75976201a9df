package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows whose columns are known before the first of them is read. */
abstract sealed class NamedRows implements RowSource permits ArrowRows, AvroRows, MapRows, ParquetRows {

    /** What messages name them by. */
    final String name;

    final List<Column> columns;

    NamedRows(String name, List<Column> columns) {
        this.name = name;
        this.columns = columns;
    }

    /**
     * A row that is there.
     *
     * @param number 1 for the first
     * @param name what messages name the rows by
     */
    static <T> T required(@Nullable T row, long number, String name) {
        if (row == null) {
            throw new IngestException("Row " + number + " of " + name + " is null: leave it out");
        }
        return row;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<Column> columns() {
        return columns;
    }
}
