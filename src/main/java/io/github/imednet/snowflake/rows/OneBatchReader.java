package io.github.imednet.snowflake.rows;

import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads what is in memory as one batch. Whoever has it closes it: this reader closes its own vectors alone. */
public abstract class OneBatchReader extends ArrowReader {

    private final Schema schema;
    private boolean read;

    /** @param allocator gives the memory of the batch */
    protected OneBatchReader(BufferAllocator allocator, Schema schema) {
        super(allocator);
        this.schema = schema;
    }

    /**
     * Puts the rows into the vectors, which are empty.
     *
     * @return how many rows there are
     */
    protected abstract int fill(VectorSchemaRoot batch);

    @Override
    public final boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        if (read) {
            return false;
        }
        read = true;
        VectorSchemaRoot batch = getVectorSchemaRoot();
        batch.setRowCount(fill(batch));
        return true;
    }

    @Override
    public final long bytesRead() {
        return 0;
    }

    @Override
    protected final void closeReadSource() {}

    @Override
    protected final Schema readSchema() {
        return schema;
    }
}
