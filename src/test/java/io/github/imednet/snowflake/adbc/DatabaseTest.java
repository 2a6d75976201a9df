package io.github.imednet.snowflake.adbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.TypedKey;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A local Snowflake for each test, with an open connection. The allocator tells what was not given back. */
abstract class DatabaseTest {

    @TempDir
    protected Path directory;

    protected LocalDatabase snowflake;
    protected BufferAllocator allocator;
    protected AdbcDatabase database;
    protected AdbcConnection connection;

    /** Of the server. */
    protected String[] faults() {
        return new String[0];
    }

    @BeforeEach
    void open() throws Exception {
        snowflake = new LocalDatabase(directory, faults());
        allocator = new RootAllocator();
        database = snowflake.open(allocator);
        connection = database.connect();
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        snowflake.close();
        allocator.close();
    }

    /** Columns ID and {@code name}: rows from a number on, the last of them without a name. */
    protected final VectorSchemaRoot numbered(int from, int count) {
        BigIntVector ids = new BigIntVector("ID", allocator);
        VarCharVector names = new VarCharVector("name", allocator);
        for (int i = 0; i < count; i++) {
            ids.setSafe(i, from + i);
            names.setSafe(i, ("é" + (from + i)).getBytes(StandardCharsets.UTF_8));
        }
        names.setNull(count - 1);
        VectorSchemaRoot root = VectorSchemaRoot.of(ids, names);
        root.setRowCount(count);
        return root;
    }

    /** The rows of a query as texts. */
    protected final List<String> query(String sql) throws Exception {
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setSqlQuery(sql);
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                return rows(result.getReader());
            }
        }
    }

    protected static List<String> rows(ArrowReader reader) throws IOException {
        List<String> rows = new ArrayList<>();
        while (reader.loadNextBatch()) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            for (int i = 0; i < root.getRowCount(); i++) {
                int row = i;
                rows.add(root.getFieldVectors().stream()
                        .map(vector -> String.valueOf(vector.getObject(row)))
                        .reduce((left, right) -> left + '|' + right)
                        .orElse(""));
            }
        }
        return rows;
    }

    protected static TypedKey<String> key(String option) {
        return new TypedKey<>(option, String.class);
    }
}
