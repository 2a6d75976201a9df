package io.github.imednet.snowflake.load;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.component.jdbc.ConnectionStrategy;
import org.jspecify.annotations.Nullable;

/**
 * One session with Snowflake, for all statements of an exchange until {@link #close} or {@link #evict}. It travels with
 * the exchange, in the property {@value #PROPERTY}: whatever thread an exchange is on, its statements go to its
 * session. Several threads may use it at the same time; Snowflake executes one statement after the other.
 */
public final class SnowflakeSession implements ConnectionStrategy {

    /** The exchange property with the session, if the exchange has one. */
    public static final String PROPERTY = "snowflakeSession";

    private final @Nullable HikariDataSource pool;
    private final @Nullable Connection pooled;
    private final Connection shared;
    private final @Nullable SnowflakeSession outer;
    private volatile boolean inTransaction;
    private volatile @Nullable String transactionId;
    private volatile boolean ended;

    private SnowflakeSession(HikariDataSource pool, @Nullable SnowflakeSession outer) throws SQLException {
        this.pool = pool;
        this.outer = outer;
        this.pooled = pool.getConnection();
        // Not the pool's own wrapper, which is for one thread.
        this.shared = withoutClose(pooled.unwrap(Connection.class));
    }

    private SnowflakeSession(Connection lent, @Nullable SnowflakeSession outer) {
        this.pool = null;
        this.outer = outer;
        this.pooled = null;
        this.shared = lent;
    }

    /** Takes a session from the pool, and gives it to the exchange in front of any that the exchange has. */
    public static SnowflakeSession open(HikariDataSource pool, Exchange exchange) throws SQLException {
        SnowflakeSession session = new SnowflakeSession(pool, of(exchange));
        exchange.setProperty(PROPERTY, session);
        return session;
    }

    /** Gives the exchange a session of somebody else's, which stays open when the exchange leaves it. */
    public static SnowflakeSession lend(Connection lent, Exchange exchange) {
        SnowflakeSession session = new SnowflakeSession(lent, of(exchange));
        exchange.setProperty(PROPERTY, session);
        return session;
    }

    /** The session of an exchange, or null: each of its statements takes one from the pool then. */
    public static @Nullable SnowflakeSession of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, SnowflakeSession.class);
    }

    /** @param sql the statement that begins a transaction */
    public void begin(String sql) throws SQLException {
        inTransaction = true;
        execute(sql);
        transactionId = SnowflakeStatements.query(shared, "SELECT CURRENT_TRANSACTION() AS \"TRANSACTION_ID\"")
                .rows()
                .get(0)
                .text("TRANSACTION_ID");
    }

    /** The id by which the transaction that was begun is found from other sessions. */
    public @Nullable String transactionId() {
        return transactionId;
    }

    /** If this fails, the outcome of the transaction is unknown. */
    void commit() throws SQLException {
        execute("COMMIT");
        inTransaction = false;
    }

    /** Undoes what was begun and not committed. */
    void rollback() throws SQLException {
        if (inTransaction) {
            execute("ROLLBACK");
            inTransaction = false;
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the session to its pool. The exchange has the one again that it had before. */
    public void close(Exchange exchange) throws SQLException {
        leave(exchange);
        if (pooled != null) {
            pooled.close();
        }
    }

    /** Logs out, upon which Snowflake rolls back what was not committed. */
    void evict(Exchange exchange) throws SQLException {
        leave(exchange);
        if (pool != null && pooled != null) {
            pool.evictConnection(pooled);
            pooled.close();
        }
    }

    private void leave(Exchange exchange) {
        ended = true;
        if (outer == null) {
            exchange.removeProperty(PROPERTY);
        } else {
            exchange.setProperty(PROPERTY, outer);
        }
    }

    Connection connection() {
        if (ended) {
            throw new IllegalStateException("The Snowflake session of this exchange has ended. A copy of an exchange,"
                    + " as a wire tap makes one, has the session as long as the original: take the copy behind the"
                    + " COMMIT, or remove the property " + PROPERTY + " from it");
        }
        return shared;
    }

    @Override
    public Connection getConnection(DataSource dataSource) {
        return connection();
    }

    /** Never: what camel-jdbc is lent cannot be closed, and so it need not remember to do so later. */
    @Override
    public boolean isConnectionTransactional(Connection connection, DataSource dataSource) {
        return false;
    }

    /** The same session for those who close what they use, and must not end it. */
    public static Connection withoutClose(Connection session) {
        return (Connection) Proxy.newProxyInstance(
                SnowflakeSession.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
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
}
