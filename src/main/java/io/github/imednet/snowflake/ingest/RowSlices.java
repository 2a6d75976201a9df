package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.rows.DelegatedRows;
import io.github.imednet.snowflake.rows.RowSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The rows of a source, so many at a time, each part to be read before the next. At the end the source is closed. */
final class RowSlices implements Iterator<RowSource>, Closeable {

    private static final int ROWS_AHEAD = 1_000;

    private final RowSource rows;
    private final int size;
    private List<Object[]> ahead = List.of();

    RowSlices(RowSource rows, int size) {
        this.rows = rows;
        this.size = size;
    }

    @Override
    public boolean hasNext() {
        try {
            if (ahead.isEmpty()) {
                ahead = rows.next(Math.min(size, ROWS_AHEAD));
            }
            if (ahead.isEmpty()) {
                close();
            }
            return !ahead.isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RowSource next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return new Slice();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private final class Slice extends DelegatedRows {

        private int left = size;

        private Slice() {
            super(rows);
        }

        @Override
        public List<Object[]> next(int most) throws IOException {
            List<Object[]> next = ahead;
            ahead = List.of();
            if (next.isEmpty() && left > 0) {
                next = rows.next(Math.min(most, left));
            }
            left -= next.size();
            return next;
        }

        /** There are more. */
        @Override
        public void close() {}
    }
}
