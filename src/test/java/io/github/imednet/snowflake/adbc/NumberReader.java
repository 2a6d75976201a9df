package io.github.imednet.snowflake.adbc;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Batches of a column ID with the numbers from 0 on; something may happen before a batch is given. */
final class NumberReader extends ArrowReader {

    /** What happens, by the batch's number from 0. */
    interface BeforeBatch {
        void batch(int number) throws Exception;
    }

    private final int batches;
    private final int rows;
    private final BeforeBatch before;
    private int read;
    private int closed;

    NumberReader(BufferAllocator allocator, int batches, int rows, BeforeBatch before) {
        super(allocator);
        this.batches = batches;
        this.rows = rows;
        this.before = before;
    }

    /** How often. */
    int closed() {
        return closed;
    }

    @Override
    public boolean loadNextBatch() {
        try {
            prepareLoadNextBatch();
            before.batch(read);
            if (read == batches) {
                return false;
            }
            BigIntVector ids = (BigIntVector) getVectorSchemaRoot().getVector(0);
            for (int i = 0; i < rows; i++) {
                ids.setSafe(i, (long) read * rows + i);
            }
            getVectorSchemaRoot().setRowCount(rows);
            read++;
            return true;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {
        closed++;
    }

    @Override
    protected Schema readSchema() {
        return new Schema(List.of(Field.nullable("ID", new ArrowType.Int(Long.SIZE, true))));
    }
}
