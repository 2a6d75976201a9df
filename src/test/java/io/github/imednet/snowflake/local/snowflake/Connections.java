package io.github.imednet.snowflake.local.snowflake;

import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Connections of the official driver to a local server, and short ways to ask them. */
public final class Connections {

    private Connections() {}

    public static Connection open(SnowflakeServer server) throws SQLException {
        return open(server, Map.of());
    }

    /** @param properties in place of, or besides, the usual ones; an empty text leaves the property out */
    public static Connection open(SnowflakeServer server, Map<String, String> properties) throws SQLException {
        return open(server.jdbcUrl(), properties);
    }

    public static Connection open(String url, Map<String, String> properties) throws SQLException {
        Properties all = new Properties();
        all.put("user", Accounts.LOCAL_USER);
        all.put("password", Accounts.LOCAL_PASSWORD);
        all.put("db", Accounts.LOCAL_DATABASE);
        all.put("schema", "PUBLIC");
        all.put("warehouse", Accounts.LOCAL_WAREHOUSE);
        all.put("JDBC_QUERY_RESULT_FORMAT", "JSON");
        all.put("disablePlatformDetection", "true");
        all.putAll(properties);
        all.values().removeIf(""::equals);
        return DriverManager.getConnection(url, all);
    }

    public static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** All rows, each value as the driver's text. */
    public static List<List<String>> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** All rows, their values joined by a bar. */
    static List<String> rows(Connection connection, String sql) throws SQLException {
        return query(connection, sql).stream()
                .map(row -> String.join("|", row.stream().map(String::valueOf).toList()))
                .toList();
    }

    /** One column of all rows. */
    static List<String> column(Connection connection, String sql, String label) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(label));
            }
            return values;
        }
    }

    static long count(Connection connection, String table) throws SQLException {
        return Long.parseLong(rows(connection, "select count(*) from " + table).get(0));
    }
}
