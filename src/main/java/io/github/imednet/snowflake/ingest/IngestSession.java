package io.github.imednet.snowflake.ingest;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.warehouse.SnowflakeDataSource;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.jdbc.ConnectionStrategy;

/**
 * Gives every {@code jdbc:} step of an ingestion the ingestion's one session, on whatever thread: its stage and its
 * staging tables are temporary, so that no other session sees them and nothing is left when it ends, however it ends.
 * Snowflake's driver takes statements from several threads at a time.
 */
public final class IngestSession implements DataSource, ConnectionStrategy {

    private final ThreadLocal<Connection> joined = new ThreadLocal<>();

    /** A session, and the pool that has logged in for it. */
    record Open(HikariDataSource pool, Connection connection) {}

    /** Logs in. If it is not the first time, statements go to the new session from now on. */
    public void open(@ExchangeProperty("ingestion") Ingestion ingestion) throws SQLException {
        HikariDataSource pool = SnowflakeDataSource.open(ingestion.settings().snowflake(), 1);
        try {
            // Not the pool's own wrapper, which is for one thread.
            ingestion.sessions().push(new Open(pool, pool.getConnection().unwrap(Connection.class)));
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** Ends the session, and with it whatever is temporary; does nothing if there is none. */
    public void close(@ExchangeProperty("ingestion") Ingestion ingestion) throws SQLException {
        if (ingestion.hasSession()) {
            Open session = ingestion.sessions().pop();
            try (HikariDataSource pool = session.pool()) {
                session.connection().close();
            } finally {
                close(ingestion);
            }
        }
    }

    /** The next statement on this thread goes to the ingestion's session. */
    public void join(@ExchangeProperty("ingestion") Ingestion ingestion) {
        joined.set(ingestion.sessions().peek().connection());
    }

    @Override
    public Connection getConnection(DataSource dataSource) throws SQLException {
        return getConnection();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection session = joined.get();
        joined.remove();
        if (session == null) {
            throw new SQLException("This thread is of no ingestion");
        }
        return withoutClose(session);
    }

    /** camel-jdbc closes what it was given when the exchange is done: here that of one file. */
    private static Connection withoutClose(Connection session) {
        return (Connection) Proxy.newProxyInstance(
                IngestSession.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(session, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Always: camel-jdbc is to leave the session open after a step. */
    @Override
    public boolean isConnectionTransactional(Connection connection, DataSource dataSource) {
        return true;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("A session is of the user in the settings");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        throw new SQLFeatureNotSupportedException("There is no log of this data source");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("See snowflake.login-timeout");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("There is no log of this data source");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("This is no wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
