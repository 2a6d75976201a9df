package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.rows.RowChunk;
import io.github.imednet.snowflake.rows.RowSource;
import io.github.imednet.snowflake.types.Column;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of an ingestion, none of which is taken any more when it was cancelled. */
record CancellableRows(RowSource rows, Execution execution) implements RowSource {

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

    @Override
    public List<Object[]> next(int most) throws IOException {
        execution.requireNotCancelled();
        return rows.next(most);
    }

    @Override
    public @Nullable RowChunk take(int most, long firstRow) throws IOException {
        execution.requireNotCancelled();
        return rows.take(most, firstRow);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
