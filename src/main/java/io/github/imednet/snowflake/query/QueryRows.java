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
    private volatile boolean atEnd;
    private volatile @Nullable QueryException failure;

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

    /**
     * @throws QueryException if the rest of the rows cannot be read, also because they were closed, by whatever thread:
     *     rows that were not read are no end of the rows. Unchecked, as an iterator's must be
     */
    @Override
    public boolean hasNext() {
        while (!atEnd) {
            throwFailure();
            if (batch.hasNext()) {
                return true;
            }
            RowBatch next = take();
            if (next == null) {
                atEnd = true;
                onClose.run();
            } else {
                batch = next.rows().iterator();
            }
        }
        return false;
    }

    private void throwFailure() {
        QueryException before = failure;
        if (before != null) {
            throw before;
        }
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
        if (!atEnd && failure == null) {
            failure = new QueryException("The query's rows were closed before the last one was read: they live as long"
                    + " as the exchange that asked for them, so use them there", null);
        }
        onClose.run();
    }

    private @Nullable RowBatch take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            fail(new QueryException("The query was interrupted", e));
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            fail(QueryException.of(e));
        }
        throwFailure();
        return null;
    }

    /** What failed first counts. */
    private void fail(QueryException reason) {
        if (failure == null) {
            failure = reason;
        }
        onClose.run();
    }
}
