package io.github.imednet.snowflake.adbc;

import java.util.Map;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.BulkIngestMode;
import org.apache.arrow.adbc.drivermanager.AdbcDriverManager;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** What {@code docs/adbc.md} shows. */
final class AdbcExample {

    private AdbcExample() {}

    static String run(String uri, String password) throws Exception {
        Map<String, Object> options = Map.of("uri", uri, "password", password);
        try (BufferAllocator allocator = new RootAllocator();
                AdbcDatabase database = AdbcDriverManager.getInstance().connect(
                        "io.github.imednet.snowflake.adbc.SnowflakeDriverFactory", allocator, options);
                AdbcConnection connection = database.connect();
                BigIntVector ids = new BigIntVector("ID", allocator);
                VectorSchemaRoot rows = VectorSchemaRoot.of(ids)) {
            ids.setSafe(0, 1);
            ids.setSafe(1, 2);
            rows.setRowCount(2);
            try (AdbcStatement ingest = connection.bulkIngest("SITES", BulkIngestMode.CREATE)) {
                ingest.bind(rows);
                System.out.println(ingest.executeUpdate().getAffectedRows() + " rows loaded");
            }
            StringBuilder read = new StringBuilder();
            try (AdbcStatement select = connection.createStatement()) {
                select.setSqlQuery("SELECT ID FROM SITES ORDER BY ID");
                try (AdbcStatement.QueryResult result = select.executeQuery()) {
                    while (result.getReader().loadNextBatch()) {
                        read.append(result.getReader().getVectorSchemaRoot().contentToTSVString());
                    }
                }
            }
            return read.toString();
        }
    }
}
