package io.github.imednet.snowflake.rows;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Reads a root of somebody else's as one batch, whose vectors share the buffers of the root's. */
final class RootReader extends OneBatchReader {

    private final VectorSchemaRoot source;

    private RootReader(VectorSchemaRoot source, BufferAllocator allocator) {
        super(allocator, source.getSchema());
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
    protected int fill(VectorSchemaRoot batch) {
        for (int i = 0; i < batch.getFieldVectors().size(); i++) {
            source.getVector(i).makeTransferPair(batch.getVector(i)).splitAndTransfer(0, source.getRowCount());
        }
        return source.getRowCount();
    }
}
