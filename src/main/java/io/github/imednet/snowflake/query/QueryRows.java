package io.github.imednet.snowflake.query;

import java.io.Closeable;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, in their order, each read while the ones before are used. They hold a session until the last row
 * was read or they are closed; a query that is closed before is canceled on the server.
 */
public final class QueryRows implements Iterator<Map<String, Object>>, Closeable {

    private final List<ResultColumn> columns;
    private final String queryId;
    private final BatchQueue queue;
    private final Runnable onClose;
    private Iterator<Object[]> batch = Collections.emptyIterator();
    private boolean ended;

    /** @param onClose run at each call of {@link #close} */
    QueryRows(List<ResultColumn> columns, String queryId, BatchQueue queue, Runnable onClose) {
        this.columns = columns;
        this.queryId = queryId;
        this.queue = queue;
        this.onClose = onClose;
    }

    public List<ResultColumn> columns() {
        return columns;
    }

    /** The statement's id in Snowflake's query history. */
    public String queryId() {
        return queryId;
    }

    /** @throws QueryException if the rest of the rows cannot be read; unchecked, as an iterator's must be */
    @Override
    public boolean hasNext() {
        while (!batch.hasNext() && !ended) {
            RowBatch next = take();
            if (next == null) {
                close();
            } else {
                batch = next.rows().iterator();
            }
        }
        return batch.hasNext();
    }

    /** The row's values by the columns' names, in their order. */
    @Override
    public Map<String, Object> next() {
        Object[] values = nextValues();
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put(columns.get(i).name(), values[i]);
        }
        return row;
    }

    /** The row's values in the order of the columns. */
    Object[] nextValues() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return batch.next();
    }

    /** The most batches that ever waited to be used. */
    int mostWaiting() {
        return queue.peak();
    }

    @Override
    public void close() {
        ended = true;
        batch = Collections.emptyIterator();
        onClose.run();
    }

    private @Nullable RowBatch take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new QueryException("The query was interrupted", e);
        } catch (Throwable e) {
            close();
            throw QueryException.of(e);
        }
    }
}
