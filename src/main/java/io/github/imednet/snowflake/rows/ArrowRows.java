package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.ArrowTypes;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.SourceType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;

/** An Arrow IPC file or stream. Batches are read one at a time. */
final class ArrowRows implements RowSource {

    private final String name;
    private final BufferAllocator allocator;
    private final ArrowReader reader;
    private final List<Column> columns;
    private final List<SourceType> types;
    private final List<ArrowValues> values = new ArrayList<>();
    private long rows;
    private int row;
    private int rowsOfBatch;

    static RowSource open(Path file) throws IOException {
        BufferAllocator allocator = new RootAllocator();
        ArrowInput input = null;
        try {
            input = ArrowInput.open(file, allocator);
            return new ArrowRows(file.getFileName().toString(), allocator, input);
        } catch (IOException | RuntimeException e) {
            if (input != null) {
                input.reader().close();
            }
            allocator.close();
            throw e;
        }
    }

    private ArrowRows(String name, BufferAllocator allocator, ArrowInput input) throws IOException {
        this.name = name;
        this.allocator = allocator;
        this.reader = input.reader();
        // With the types of values; those of vectors with a dictionary are of its indices.
        List<Field> fields = input.schema().getFields();
        this.columns = RowSource.columns(name, fields, ArrowTypes::column);
        this.types = fields.stream().map(ArrowTypes::type).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public List<Object[]> next(int most) throws IOException {
        if (row == rowsOfBatch && !nextBatch()) {
            return List.of();
        }
        Object[][] next = new Object[Math.min(most, rowsOfBatch - row)][columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            read(i, next);
        }
        row += next.length;
        rows += next.length;
        return List.of(next);
    }

    private void read(int column, Object[][] next) {
        int i = 0;
        try {
            ArrowValues source = values.get(column);
            for (; i < next.length; i++) {
                next[i][column] = source.at(row + i);
            }
        } catch (ValueException e) {
            throw e.in(columns.get(column).name(), rows + i + 1, name);
        }
    }

    private boolean nextBatch() throws IOException {
        values.clear();
        row = 0;
        rowsOfBatch = 0;
        while (reader.loadNextBatch()) {
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            if (batch.getRowCount() > 0) {
                rowsOfBatch = batch.getRowCount();
                List<FieldVector> vectors = batch.getFieldVectors();
                for (int i = 0; i < vectors.size(); i++) {
                    values.add(ArrowValues.of(vectors.get(i), types.get(i), reader));
                }
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        values.clear();
        reader.close();
        allocator.close();
    }
}
