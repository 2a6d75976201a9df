package io.github.imednet.snowflake.local.snowflake;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One session with a local server for all questions of a test, which begins with the first of them: a login takes
 * longer than most.
 */
public final class KeptSession implements AutoCloseable {

    private final SnowflakeServer server;
    private final Map<String, String> properties;
    private Connection connection;

    /** @param properties as {@link Connections#open} takes them */
    public KeptSession(SnowflakeServer server, Map<String, String> properties) {
        this.server = server;
        this.properties = properties;
    }

    public void execute(String... statements) throws SQLException {
        Connections.execute(connection(), statements);
    }

    /** All rows, each value as the driver's text. */
    public List<List<String>> query(String sql) throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private synchronized Connection connection() throws SQLException {
        if (connection == null) {
            connection = Connections.open(server, properties);
        }
        return connection;
    }

    /** To be called while the server is there. */
    @Override
    public synchronized void close() throws IOException {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
