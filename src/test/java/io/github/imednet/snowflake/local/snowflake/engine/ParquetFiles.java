package io.github.imednet.snowflake.local.snowflake.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes Parquet files from DuckDB queries. */
final class ParquetFiles {

    /** One DuckDB for all tests of the JVM: opening one takes longer than writing a file. */
    private static Connection shared;

    private ParquetFiles() {}

    static synchronized Path write(Path file, String query) throws Exception {
        Files.createDirectories(file.getParent());
        try (Statement statement = connection().createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
        }
        return file;
    }

    private static Connection connection() throws SQLException {
        if (shared == null) {
            shared = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = shared.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
            }
        }
        return shared;
    }
}
