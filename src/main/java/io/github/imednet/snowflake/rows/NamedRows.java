package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.Column;
import java.util.List;

/** Rows whose columns are known before the first of them is read. */
abstract sealed class NamedRows implements RowSource permits ArrowRows, AvroRows, MapRows, ParquetRows {

    /** What messages name them by. */
    final String name;

    final List<Column> columns;

    NamedRows(String name, List<Column> columns) {
        this.name = name;
        this.columns = columns;
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
