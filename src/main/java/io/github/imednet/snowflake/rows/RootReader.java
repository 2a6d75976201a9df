package io.github.imednet.snowflake.rows;

import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads a root of somebody else's as one batch, whose vectors share the buffers of the root's. */
final class RootReader extends ArrowReader {

    private final VectorSchemaRoot source;
    private boolean read;

    private RootReader(VectorSchemaRoot source, BufferAllocator allocator) {
        super(allocator);
        this.source = source;
    }

    /** @throws IngestException if values are in a dictionary, which a root does not bring along */
    static RootReader of(VectorSchemaRoot source) {
        source.getSchema().getFields().stream()
                .filter(field -> field.getDictionary() != null)
                .findFirst()
                .ifPresent(field -> {
                    throw new IngestException("Column " + field.getName() + " has its values in a dictionary, which a"
                            + " VectorSchemaRoot lacks: give an ArrowReader, which has both");
                });
        List<FieldVector> vectors = source.getFieldVectors();
        return new RootReader(source, vectors.isEmpty() ? new RootAllocator() : vectors.get(0).getAllocator());
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        if (read) {
            return false;
        }
        read = true;
        VectorSchemaRoot root = getVectorSchemaRoot();
        for (int i = 0; i < root.getFieldVectors().size(); i++) {
            source.getVector(i).makeTransferPair(root.getVector(i)).splitAndTransfer(0, source.getRowCount());
        }
        root.setRowCount(source.getRowCount());
        return true;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    /** The root is its owner's to close. */
    @Override
    protected void closeReadSource() {}

    @Override
    protected Schema readSchema() {
        return source.getSchema();
    }
}
