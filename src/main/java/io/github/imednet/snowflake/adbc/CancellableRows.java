package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.rows.DelegatedRows;
import io.github.imednet.snowflake.rows.RowChunk;
import io.github.imednet.snowflake.rows.RowSource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of an ingestion, none of which is taken any more when it was canceled. */
final class CancellableRows extends DelegatedRows {

    private final RowSource rows;
    private final Execution execution;

    CancellableRows(RowSource rows, Execution execution) {
        super(rows);
        this.rows = rows;
        this.execution = execution;
    }

    @Override
    public List<Object[]> next(int most) throws IOException {
        execution.requireNotCanceled();
        return rows.next(most);
    }

    @Override
    public @Nullable RowChunk take(int most, long firstRow) throws IOException {
        execution.requireNotCanceled();
        return rows.take(most, firstRow);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
