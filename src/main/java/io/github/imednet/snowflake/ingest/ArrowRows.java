package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.types.ArrowTypes;
import io.github.imednet.snowflake.types.Column;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;

/** An Arrow IPC file or stream. Batches are read one at a time. */
final class ArrowRows implements RowSource {

    private static final byte[] FILE_MARK = {'A', 'R', 'R', 'O', 'W', '1'};

    private final String name;
    private final BufferAllocator allocator;
    private final ArrowReader reader;
    private final List<Column> columns;
    private final List<ArrowValue> values = new ArrayList<>();
    private int row;
    private int rowsOfBatch;

    static RowSource open(Path file) throws IOException {
        BufferAllocator allocator = new RootAllocator();
        try {
            return new ArrowRows(file, allocator);
        } catch (IOException | RuntimeException e) {
            allocator.close();
            throw e;
        }
    }

    private ArrowRows(Path file, BufferAllocator allocator) throws IOException {
        this.name = file.getFileName().toString();
        this.allocator = allocator;
        this.reader = reader(file, allocator);
        List<Column> found = new ArrayList<>();
        for (FieldVector vector : reader.getVectorSchemaRoot().getFieldVectors()) {
            found.add(ArrowTypes.column(decoded(vector)));
        }
        this.columns = found;
    }

    /** The file's format has a mark at its beginning, the stream's has none. */
    private static ArrowReader reader(Path file, BufferAllocator allocator) throws IOException {
        byte[] start = new byte[FILE_MARK.length];
        try (InputStream bytes = Files.newInputStream(file)) {
            bytes.readNBytes(start, 0, start.length);
        }
        if (!Arrays.equals(start, FILE_MARK)) {
            return new ArrowStreamReader(
                    new BufferedInputStream(Files.newInputStream(file)), allocator, CommonsCompressionFactory.INSTANCE);
        }
        SeekableByteChannel channel = Files.newByteChannel(file);
        return new ArrowFileReader(channel, allocator, CommonsCompressionFactory.INSTANCE);
    }

    /** The field as it is without its dictionary. */
    private Field decoded(FieldVector vector) throws IOException {
        Field field = vector.getField();
        if (field.getDictionary() == null) {
            return field;
        }
        Field values = reader.getDictionaryVectors().get(field.getDictionary().getId()).getVector().getField();
        return new Field(field.getName(), values.getFieldType(), values.getChildren());
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
    public boolean holdsOnlyTexts() {
        return false;
    }

    @Override
    public List<Object[]> next(int most) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        while (rows.size() < most && (row < rowsOfBatch || nextBatch())) {
            Object[] next = new Object[columns.size()];
            for (int i = 0; i < next.length; i++) {
                next[i] = values.get(i).at(row);
            }
            rows.add(next);
            row++;
        }
        return rows;
    }

    private boolean nextBatch() throws IOException {
        release();
        row = 0;
        rowsOfBatch = 0;
        while (reader.loadNextBatch()) {
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            if (batch.getRowCount() > 0) {
                rowsOfBatch = batch.getRowCount();
                for (FieldVector vector : batch.getFieldVectors()) {
                    values.add(value(vector));
                }
                return true;
            }
        }
        return false;
    }

    private ArrowValue value(FieldVector vector) throws IOException {
        if (vector.getField().getDictionary() == null) {
            return ArrowValue.of(vector, false);
        }
        long id = vector.getField().getDictionary().getId();
        return ArrowValue.of(
                (FieldVector) DictionaryEncoder.decode(vector, reader.getDictionaryVectors().get(id), allocator), true);
    }

    private void release() {
        values.forEach(ArrowValue::release);
        values.clear();
    }

    @Override
    public void close() throws IOException {
        release();
        reader.close();
        allocator.close();
    }
}
