package io.github.imednet.snowflake.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a result's rows on a thread of its own, and gives the session back when it is done or closed. */
final class RowSource {

    private static final Logger LOG = LoggerFactory.getLogger(RowSource.class);

    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet result;
    private final List<ValueReader> readers;
    private final BatchQueue queue;
    private final Consumer<RowSource> onClose;
    private final Thread thread = new Thread(this::read, "imednet-query");
    private volatile boolean finished;
    private boolean closed;

    /** @param onClose told once, when the statement is no longer in use */
    RowSource(
            Connection connection,
            PreparedStatement statement,
            ResultSet result,
            List<ValueReader> readers,
            BatchQueue queue,
            Consumer<RowSource> onClose) {
        this.connection = connection;
        this.statement = statement;
        this.result = result;
        this.readers = readers;
        this.queue = queue;
        this.onClose = onClose;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void read() {
        try {
            RowBatch batch = new RowBatch();
            while (result.next()) {
                batch.add(row());
                if (batch.isFull()) {
                    queue.put(batch);
                    batch = new RowBatch();
                }
            }
            queue.put(batch);
            finished = true;
            queue.end(null);
        } catch (Throwable e) { // also an Error: whoever waits for rows would wait for ever
            queue.end(e);
        }
    }

    private Object[] row() throws SQLException {
        Object[] values = new Object[readers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = readers.get(i).read(result);
        }
        return values;
    }

    /** Cancels what is not read to its end, waits for the thread, and closes all. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Connection session = connection;
                PreparedStatement ended = statement;
                ResultSet rows = result) {
            if (!finished) {
                cancel();
            }
            thread.join();
        } catch (SQLException e) {
            // The rows are there or their failure is told: this one changes nothing of either.
            LOG.debug("A query's session could not be closed: {}", e.getErrorCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            onClose.accept(this);
        }
    }

    /** Whoever waits for a row gets a failure. */
    void cancel() {
        try {
            statement.cancel();
        } catch (SQLException e) {
            LOG.warn("A query could not be canceled on the server: error {}", e.getErrorCode());
        } finally {
            thread.interrupt();
        }
    }
}
