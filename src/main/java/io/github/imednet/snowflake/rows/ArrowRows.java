package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.types.ArrowTypes;
import io.github.imednet.snowflake.types.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;
import org.jspecify.annotations.Nullable;

/** An Arrow IPC file or stream, or batches of somebody else's reader. Batches are read one at a time. */
final class ArrowRows extends NamedRows {

    /** So many of Arrow's rows cost a writer what one does whose values are objects. */
    private static final int ROWS_FOR_ONE = 8;

    private final BufferAllocator allocator;
    private final ArrowReader reader;
    private final ArrowBatch.Shape shape;

    /** The reader, and each batch that is in use: the allocator is closed when none of them is left. */
    private final AtomicInteger users = new AtomicInteger(1);

    private @Nullable ArrowBatch batch;
    private long rows;
    private int row;
    private int rowsOfBatch;
    private boolean closed;

    static RowSource open(Path file) throws IOException {
        BufferAllocator allocator = new RootAllocator();
        ArrowInput input = null;
        try {
            input = ArrowInput.open(file, allocator);
            return new ArrowRows(file.getFileName().toString(), allocator, input, false);
        } catch (IOException | RuntimeException e) {
            if (input != null) {
                input.reader().close();
            }
            allocator.close();
            throw e;
        }
    }

    /**
     * Of a reader that is there already.
     *
     * @param exactNames whether columns have just the names of their fields
     */
    static RowSource of(String name, ArrowReader reader, boolean exactNames) throws IOException {
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        List<FieldVector> vectors = root.getFieldVectors();
        Set<Long> dictionaries = new HashSet<>();
        List<Field> fields = root.getSchema().getFields().stream()
                .map(field -> DictionaryUtility.toMessageFormat(field, reader, dictionaries))
                .toList();
        // Buffers move between allocators of the same root alone.
        BufferAllocator allocator = vectors.isEmpty()
                ? new RootAllocator()
                : vectors.get(0).getAllocator().newChildAllocator("ingest", 0, Long.MAX_VALUE);
        try {
            return new ArrowRows(name, allocator, new ArrowInput(reader, new Schema(fields)), exactNames);
        } catch (RuntimeException e) {
            allocator.close();
            throw e;
        }
    }

    private ArrowRows(String name, BufferAllocator allocator, ArrowInput input, boolean exactNames) {
        super(name, columns(name, input, exactNames));
        this.allocator = allocator;
        this.reader = input.reader();
        this.shape = new ArrowBatch.Shape(
                name,
                columns.stream().map(Column::name).toList(),
                input.schema().getFields().stream().map(ArrowTypes::type).toList(),
                reader);
    }

    /** With the types of values; those of vectors with a dictionary are of its indices. */
    private static List<Column> columns(String name, ArrowInput input, boolean exactNames) {
        List<Column> found = RowSource.columns(name, input.schema().getFields(), ArrowTypes::column);
        return exactNames ? found.stream().map(ArrowRows::exactlyNamed).toList() : found;
    }

    private static Column exactlyNamed(Column column) {
        return new Column(Sql.quoted(column.name()), column.type(), column.form());
    }

    @Override
    public List<Object[]> next(int most) {
        if (row == rowsOfBatch && !nextBatch()) {
            return List.of();
        }
        Object[][] next = new Object[Math.min(most, rowsOfBatch - row)][columns.size()];
        ArrowBatch from = Objects.requireNonNull(batch);
        for (int i = 0; i < columns.size(); i++) {
            ArrowValues source = from.values(i);
            for (int j = 0; j < next.length; j++) {
                next[j][i] = from.value(i, source, row + j, rows + j + 1);
            }
        }
        row += next.length;
        rows += next.length;
        return List.of(next);
    }

    @Override
    public @Nullable RowChunk take(int most, long firstRow) {
        if (row == rowsOfBatch && !nextBatch()) {
            return null;
        }
        RowChunk chunk = new ArrowChunk(
                Objects.requireNonNull(batch), row, Math.min(most * ROWS_FOR_ONE, rowsOfBatch - row), firstRow);
        row += chunk.rows();
        return chunk;
    }

    private boolean nextBatch() {
        releaseBatch();
        row = 0;
        rowsOfBatch = 0;
        for (VectorSchemaRoot loaded = load(); loaded != null; loaded = load()) {
            if (loaded.getRowCount() > 0) {
                rowsOfBatch = loaded.getRowCount();
                users.incrementAndGet();
                batch = new ArrowBatch(shape, loaded.getFieldVectors(), allocator, this::leave);
                return true;
            }
        }
        return false;
    }

    /** Null at the end. */
    private @Nullable VectorSchemaRoot load() {
        try {
            return reader.loadNextBatch() ? reader.getVectorSchemaRoot() : null;
        } catch (IOException e) {
            throw new IngestException(name + " cannot be read after row " + rows + ": " + SystemErrors.reason(e), e);
        }
    }

    private void releaseBatch() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            allocator.close();
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            releaseBatch();
            reader.close();
            leave();
        }
    }
}
