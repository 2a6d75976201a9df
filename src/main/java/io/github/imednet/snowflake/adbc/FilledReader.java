package io.github.imednet.snowflake.adbc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads rows that are in memory as one batch. */
final class FilledReader extends ArrowReader {

    private final Schema schema;
    private final List<Map<String, Object>> rows;
    private boolean read;

    /** @param rows values by the names of the schema's fields, nested as these are: see {@link NestedValues} */
    FilledReader(BufferAllocator allocator, Schema schema, List<Map<String, Object>> rows) {
        super(allocator);
        this.schema = schema;
        this.rows = rows;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        if (read) {
            return false;
        }
        read = true;
        VectorSchemaRoot root = getVectorSchemaRoot();
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            root.getFieldVectors().forEach(
                    vector -> NestedValues.set(vector, row, rows.get(row).get(vector.getName())));
        }
        root.setRowCount(rows.size());
        return true;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {}

    @Override
    protected Schema readSchema() {
        return schema;
    }
}
