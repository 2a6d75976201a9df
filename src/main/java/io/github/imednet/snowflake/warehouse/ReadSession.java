package io.github.imednet.snowflake.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.component.jdbc.ConnectionStrategy;

/**
 * Keeps the session of a query whose rows are read one by one until {@link #close}, on the same thread. By itself
 * camel-jdbc would keep it until the exchange is done: for all of a run, with its first page, and once for each
 * attempt.
 */
public final class ReadSession implements ConnectionStrategy {

    private final ThreadLocal<Connection> open = new ThreadLocal<>();

    @Override
    public Connection getConnection(DataSource dataSource) throws SQLException {
        if (open.get() != null) {
            throw new IllegalStateException("This thread reads the rows of another query already");
        }
        open.set(dataSource.getConnection());
        return open.get();
    }

    /** Always: camel-jdbc is to leave the connection open after the step. */
    @Override
    public boolean isConnectionTransactional(Connection connection, DataSource dataSource) {
        return true;
    }

    /** Gives the session back to the pool; does nothing if there is none. */
    public void close() throws SQLException {
        Connection connection = open.get();
        open.remove();
        if (connection != null) {
            connection.close();
        }
    }
}
