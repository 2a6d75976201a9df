package io.github.imednet.snowflake.local.snowflake;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
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
        return Connections.query(connection(), sql);
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
