package io.github.imednet.snowflake.query;

import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The rows of one or more queries of the same columns as Arrow, in their order. A batch is filled when it is asked for,
 * so that no more than one is in memory beside the rows that wait in the queries' queues.
 */
public final class QueryArrowReader extends ArrowReader {

    private static final int MOST_ROWS = 8_192;
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    private final Schema schema;
    private final Iterator<QueryRows> others;
    private QueryRows rows;
    private long bytesRead;

    /** @param timestamps the unit of timestamps: NANOSECOND or MICROSECOND */
    public QueryArrowReader(QueryRows rows, BufferAllocator allocator, TimeUnit timestamps) {
        this(rows, Collections.emptyIterator(), allocator, timestamps);
    }

    /** @param others queries that are run one after the other when the rows before were read */
    public QueryArrowReader(
            QueryRows rows, Iterator<QueryRows> others, BufferAllocator allocator, TimeUnit timestamps) {
        super(allocator);
        this.rows = rows;
        this.others = others;
        this.schema = ArrowSchemas.of(rows.columns(), timestamps);
    }

    /** @throws IOException caused by the QueryException for which the rest of the rows cannot be read */
    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        VectorSchemaRoot root = getVectorSchemaRoot();
        try {
            while (!rows.hasNext() && others.hasNext()) {
                rows.close();
                rows = others.next();
            }
            root.setRowCount(fill(root.getFieldVectors()));
        } catch (QueryException e) {
            throw new IOException(e.getMessage(), e);
        }
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

    /** Ends the query at the server, if it has not ended. */
    @Override
    protected void closeReadSource() {
        rows.close();
    }

    @Override
    protected Schema readSchema() {
        return schema;
    }
}
