package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.Column;
import java.util.List;

/** Rows that come from another source, with its name and its columns. */
public abstract class DelegatedRows implements RowSource {

    private final RowSource rows;

    protected DelegatedRows(RowSource rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public List<Column> columns() {
        return rows.columns();
    }

    @Override
    public boolean holdsOnlyTexts() {
        return rows.holdsOnlyTexts();
    }
}
