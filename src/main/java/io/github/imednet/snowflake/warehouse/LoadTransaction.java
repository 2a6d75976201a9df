package io.github.imednet.snowflake.warehouse;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.camel.component.jdbc.ConnectionStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets several {@code jdbc:} steps of a route share one session and one transaction: from {@link #begin} to
 * {@link #commit} or {@link #rollback}, all of them on this thread get the same connection. Outside, each gets its own
 * from the pool, as camel-jdbc does by itself.
 */
public final class LoadTransaction implements ConnectionStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(LoadTransaction.class);

    private final HikariDataSource pool;
    private final ThreadLocal<Connection> open = new ThreadLocal<>();

    public LoadTransaction(HikariDataSource pool) {
        this.pool = pool;
    }

    public void begin() throws SQLException {
        if (open.get() != null) {
            throw new IllegalStateException("This thread has an open transaction already");
        }
        open.set(pool.getConnection());
        execute("BEGIN");
    }

    /** If this fails, the fate of the transaction is unknown: only the ledger can tell. */
    public void commit() throws SQLException {
        execute("COMMIT");
        open.get().close();
        open.remove();
    }

    /**
     * Undoes what was begun and not committed; does nothing otherwise. A session that cannot even do that is ended,
     * upon which Snowflake rolls back.
     */
    public void rollback() throws SQLException {
        Connection connection = open.get();
        if (connection == null) {
            return;
        }
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.info("The session cannot roll back and is ended: {}", e.getMessage());
            pool.evictConnection(connection);
        } finally {
            open.remove();
            connection.close();
        }
    }

    @Override
    public Connection getConnection(DataSource dataSource) throws SQLException {
        Connection connection = open.get();
        return connection == null ? dataSource.getConnection() : connection;
    }

    /** Whether camel-jdbc is to leave the connection open after a step. */
    @Override
    public boolean isConnectionTransactional(Connection connection, DataSource dataSource) {
        return connection != null && connection == open.get();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = open.get().createStatement()) {
            statement.execute(sql);
        }
    }
}
