package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.rows.OneBatchReader;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads rows that are in memory as one batch. */
final class FilledReader extends OneBatchReader {

    private final List<Map<String, Object>> rows;

    /** @param rows values by the names of the schema's fields, nested as these are: see {@link NestedValues} */
    FilledReader(BufferAllocator allocator, Schema schema, List<Map<String, Object>> rows) {
        super(allocator, schema);
        this.rows = rows;
    }

    @Override
    protected int fill(VectorSchemaRoot batch) {
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            batch.getFieldVectors().forEach(
                    vector -> NestedValues.set(vector, row, rows.get(row).get(vector.getName())));
        }
        return rows.size();
    }
}
