package io.github.imednet.snowflake.adbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcConnection.GetObjectsDepth;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that a role may see, but not look into, or an inbound share that was withdrawn. */
class HiddenDatabaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"code=002003,state=02000", "code=003001,state=42501", "code=003030,state=02000"})
    void keepsNoOtherFromBeingListed(String error, @TempDir Path directory) throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                LocalDatabase snowflake = new LocalDatabase(
                        directory, "sql-error:" + error + ",on=SELECT SCHEMA_NAME FROM \"HIDDEN_DB\",times=always");
                AdbcDatabase database = snowflake.open(allocator);
                AdbcConnection connection = database.connect()) {
            LocalDatabase.execute(connection, "CREATE DATABASE HIDDEN_DB", "USE DATABASE IMEDNET");

            Map<String, String> schemas = schemas(connection, null);

            assertThat(schemas.get("IMEDNET")).contains("PUBLIC");
            assertThat(schemas).containsEntry("HIDDEN_DB", "[]");
            for (String name : List.of("HIDDEN_DB", "HIDDEN\\_DB")) {
                assertThatThrownBy(() -> schemas(connection, name)).as(name).isInstanceOf(AdbcException.class);
            }
        }
    }

    /** By their databases. */
    private static Map<String, String> schemas(AdbcConnection connection, String catalog) throws Exception {
        Map<String, String> schemas = new HashMap<>();
        try (ArrowReader reader = connection.getObjects(GetObjectsDepth.DB_SCHEMAS, catalog, null, null, null, null)) {
            assertThat(reader.loadNextBatch()).isTrue();
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            for (int row = 0; row < root.getRowCount(); row++) {
                schemas.put(
                        root.getVector(0).getObject(row).toString(), root.getVector(1).getObject(row).toString());
            }
        }
        return schemas;
    }
}
