package io.github.imednet.snowflake.local.snowflake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Parquet files to load. */
final class ParquetFiles {

    private ParquetFiles() {}

    /** Numbers as {@code id} and texts as {@code name}, from {@code first} up to and without {@code end}. */
    static Path numbered(Path file, int first, int end) throws SQLException {
        return of(file, "select range as id, 'name ' || range as name from range(" + first + ", " + end + ")");
    }

    /** @param select in DuckDB's SQL */
    static Path of(Path file, String select) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("copy (" + select + ") to '" + file + "' (format parquet)");
        }
        return file;
    }
}
