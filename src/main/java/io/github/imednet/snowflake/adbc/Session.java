package io.github.imednet.snowflake.adbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.config.SessionParameters;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import io.github.imednet.snowflake.load.SnowflakeDataSource;
import io.github.imednet.snowflake.load.SnowflakeSession;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.SqlAnswer;
import io.github.imednet.snowflake.query.QueryDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.adbc.core.AdbcException;
import org.jspecify.annotations.Nullable;

/** The session of a connection, and what it is at. */
final class Session {

    private final HikariDataSource pool;
    private final Connection connection;
    private final Set<Execution> executions = ConcurrentHashMap.newKeySet();
    private final StatementTurns turns = new StatementTurns();
    private volatile boolean closed;
    private int prefetchThreads;
    private @Nullable String queryTag;

    private Session(HikariDataSource pool, Connection connection, QuerySettings settings) {
        this.pool = pool;
        this.connection = connection;
        this.prefetchThreads = settings.concurrency();
        this.queryTag = settings.connection().get(SnowflakeKeys.QUERY_TAG);
    }

    /**
     * Logs in. What texts and names mean is set as for ingestions, whatever the account has for it, unless the options
     * say it: statements are the client's own, and so are parameters in its URI.
     */
    static Session open(QuerySettings settings) throws AdbcException {
        Map<String, String> parameters = new HashMap<>(SessionParameters.STATEMENTS);
        parameters.keySet().removeAll(settings.connection().driverProperties().keySet());
        parameters.putAll(QueryDataSource.parameters(settings));
        HikariDataSource pool = SnowflakeDataSource.open(settings.connection(), 1, parameters);
        try {
            // Not the pool's own wrapper, which is for one thread.
            Connection session = pool.getConnection().unwrap(Connection.class);
            return new Session(pool, SnowflakeSession.withoutClose(session), settings);
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw Errors.of(e);
        }
    }

    void requireOpen() throws AdbcException {
        if (closed) {
            throw AdbcException.invalidState("The connection is closed");
        }
    }

    /** To be closed when it has ended. */
    Execution beginQueries() throws AdbcException {
        return begun(Execution.ofQueries(connection, turns, executions::remove));
    }

    /** To be closed when it has ended. */
    Execution beginIngestion() throws AdbcException {
        return begun(Execution.ofIngestion(connection, turns, executions::remove));
    }

    /** Either this finds that the session is closed, or {@link #close} finds the execution. */
    private Execution begun(Execution execution) throws AdbcException {
        executions.add(execution);
        if (closed) {
            execution.close();
        }
        requireOpen();
        return execution;
    }

    SqlAnswer query(String sql) throws AdbcException {
        try (Execution execution = beginQueries()) {
            return SnowflakeStatements.query(execution.connection(), sql);
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    private interface Change {
        void make(Connection session) throws SQLException;
    }

    /** Not to be canceled: whoever cancels a COMMIT does not know what became of it. */
    void execute(String sql) throws AdbcException {
        inTurn(session -> {
            try (Statement statement = session.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    void setAutoCommit(boolean enable) throws AdbcException {
        inTurn(session -> session.setAutoCommit(enable));
    }

    private void inTurn(Change change) throws AdbcException {
        requireOpen();
        try {
            Runnable end = turns.await(() -> closed);
            try {
                change.make(connection);
            } finally {
                end.run();
            }
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    /** Has the session do as a statement's own options say. */
    synchronized void apply(QuerySettings settings) throws AdbcException {
        if (settings.concurrency() != prefetchThreads) {
            execute("ALTER SESSION SET CLIENT_PREFETCH_THREADS = " + settings.concurrency());
            prefetchThreads = settings.concurrency();
        }
        String tag = settings.connection().get(SnowflakeKeys.QUERY_TAG);
        if (!Objects.equals(tag, queryTag)) {
            execute("ALTER SESSION SET QUERY_TAG = " + Sql.text(tag == null ? "" : tag));
            queryTag = tag;
        }
    }

    /** Cancels all that it is at. */
    void cancel() {
        executions.forEach(Execution::cancel);
    }

    /** The same, and logs out, upon which Snowflake rolls back what was not committed. */
    void close() {
        closed = true;
        cancel();
        executions.forEach(Execution::closeQueries);
        pool.close();
    }
}
