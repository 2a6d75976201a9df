package io.github.imednet.snowflake.run;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** Parquet files as an independent reader sees them. */
final class ParquetFiles {

    private ParquetFiles() {}

    static Set<String> codecs(Path directory) throws SQLException {
        String sql = "SELECT DISTINCT compression FROM parquet_metadata('" + directory + "/*.parquet')";
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            Set<String> codecs = new TreeSet<>();
            while (result.next()) {
                codecs.add(result.getString(1));
            }
            return codecs;
        }
    }
}
