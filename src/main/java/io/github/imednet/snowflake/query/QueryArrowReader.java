package io.github.imednet.snowflake.query;

import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one or more queries of the same columns as Arrow, in their order. A batch is filled when it is asked for,
 * so that no more than one is in memory beside the rows that wait in the queries' queues.
 */
public final class QueryArrowReader extends ArrowReader {

    private static final int MOST_ROWS = 8_192;
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    private final Schema schema;
    private final @Nullable QueryRuns others;
    private QueryRows rows;
    private volatile boolean closed;
    private @Nullable RuntimeException failure;
    private long bytesRead;

    /** @param timestamps the unit of timestamps: NANOSECOND or MICROSECOND */
    public QueryArrowReader(QueryRows rows, BufferAllocator allocator, TimeUnit timestamps) {
        this(rows, null, allocator, timestamps);
    }

    /** @param others queries that follow, or null; they are closed with the reader */
    public QueryArrowReader(
            QueryRows rows, @Nullable QueryRuns others, BufferAllocator allocator, TimeUnit timestamps) {
        super(allocator);
        this.rows = rows;
        this.others = others;
        this.schema = ArrowSchemas.of(rows.columns(), timestamps);
    }

    /** @throws IOException for rows that cannot be read, also because the reader was closed, by whatever thread */
    @Override
    public synchronized boolean loadNextBatch() throws IOException {
        requireOpen();
        if (failure != null) { // what comes behind it would be taken for all
            throw new IOException(failure.getMessage(), failure);
        }
        prepareLoadNextBatch();
        VectorSchemaRoot root = getVectorSchemaRoot();
        try {
            while (!rows.hasNext() && others != null && others.hasNext()) {
                rows.close();
                rows = others.next();
            }
            root.setRowCount(fill(root.getFieldVectors()));
        } catch (RuntimeException e) {
            failure = e;
            throw new IOException(e.getMessage(), e);
        }
        requireOpen();
        return root.getRowCount() > 0;
    }

    private int fill(List<FieldVector> vectors) {
        vectors.forEach(FieldVector::reset);
        int count = 0;
        long bytes = 0;
        while (count < MOST_ROWS && bytes < MOST_BYTES && rows.hasNext()) {
            Object[] values = rows.nextValues();
            for (int i = 0; i < values.length; i++) {
                bytes += ArrowRow.set(vectors.get(i), count, values[i]);
            }
            count++;
        }
        bytesRead += bytes;
        return count;
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    /** Rows that were not read are no end of the rows. */
    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("The reader is closed");
        }
    }

    /** Ends the queries at the server, if they have not ended, and waits for a batch that another thread reads. */
    @Override
    public void close(boolean closeReadSource) throws IOException {
        closed = true;
        if (others != null) {
            others.cancel();
        }
        synchronized (this) {
            super.close(closeReadSource);
        }
    }

    @Override
    protected void closeReadSource() throws IOException {
        rows.close();
        if (others != null) {
            others.close();
        }
    }

    @Override
    protected Schema readSchema() {
        return schema;
    }
}
