package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.rows.RowChunk;
import io.github.imednet.snowflake.rows.RowSource;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A source of rows that several writers take from. It is opened when the first of them does. */
final class OpenRows implements Closeable {

    private final Inputs.Opener opener;
    private final TableColumns columns;
    private @Nullable RowSource source;
    @SuppressWarnings("NullAway.Init") // set with the source
    private int[] positions;
    private long rows;
    private boolean atEnd;

    /** Rows and where in them the values of the table's columns are. */
    record Taken(RowChunk chunk, int[] positions) {}

    OpenRows(Inputs.Opener opener, TableColumns columns) {
        this.opener = opener;
        this.columns = columns;
    }

    /** @return null at the end */
    synchronized @Nullable Taken take(int most) throws IOException {
        if (atEnd) {
            return null;
        }
        if (source == null) {
            source = opener.open();
            positions = columns.positions(source);
        }
        RowChunk chunk = source.take(most, rows + 1);
        if (chunk == null) {
            close();
            return null;
        }
        rows += chunk.rows();
        return new Taken(chunk, positions);
    }

    synchronized boolean atEnd() {
        return atEnd;
    }

    @Override
    public synchronized void close() throws IOException {
        atEnd = true;
        if (source != null) {
            source.close();
        }
    }
}
