package io.github.imednet.snowflake.local.snowflake.wire;

import io.github.imednet.snowflake.local.snowflake.engine.Column;
import io.github.imednet.snowflake.local.snowflake.engine.ResultChunk;
import io.github.imednet.snowflake.local.snowflake.engine.StatementResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** A result's rows as streams of Arrow, which have one schema, whichever rows they hold. */
final class ArrowRows {

    private final StatementResult result;
    private final Schema schema;

    private ArrowRows(StatementResult result, Schema schema) {
        this.result = result;
        this.schema = schema;
    }

    static ArrowRows of(StatementResult result) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < result.columns().size(); i++) {
            fields.add(ArrowFields.field(result.columns().get(i), longest(result, i)));
        }
        return new ArrowRows(result, new Schema(fields));
    }

    private static int longest(StatementResult result, int column) {
        int longest = 0;
        for (List<String> row : result.rows()) {
            String value = row.get(column);
            longest = Math.max(longest, value == null ? 0 : value.length());
        }
        for (ResultChunk chunk : result.chunks()) {
            longest = Math.max(longest, chunk.longest().get(column));
        }
        return longest;
    }

    /** The rows that come in the answer itself; nothing if there are none. */
    byte[] first() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!result.rows().isEmpty()) {
            write(bytes, reader -> {
                for (List<String> row : result.rows()) {
                    reader.read(row);
                }
            });
        }
        return bytes.toByteArray();
    }

    void write(ResultChunk chunk, OutputStream out) throws IOException {
        write(out, chunk::read);
    }

    private interface Source {
        void readAll(ResultChunk.RowReader reader) throws IOException;
    }

    private void write(OutputStream out, Source rows) throws IOException {
        try (BufferAllocator memory = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(schema, memory);
                ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
            root.allocateNew();
            root.setRowCount(fill(root, rows));
            writer.writeBatch();
        }
    }

    private int fill(VectorSchemaRoot root, Source rows) throws IOException {
        List<Column> columns = result.columns();
        ArrowCells[] cells = new ArrowCells[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            FieldVector vector = root.getVector(i);
            cells[i] = ArrowCells.of(columns.get(i), vector);
        }
        int[] count = new int[1];
        rows.readAll(row -> {
            for (int i = 0; i < cells.length; i++) {
                if (row.get(i) != null) {
                    cells[i].set(count[0], row.get(i));
                }
            }
            count[0]++;
        });
        return count[0];
    }
}
