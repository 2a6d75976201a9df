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
import org.apache.arrow.adbc.core.AdbcException;

/** The session of a connection. */
final class Session {

    private final HikariDataSource pool;
    private final Connection connection;
    private int prefetchThreads;
    private String queryTag;

    private Session(HikariDataSource pool, Connection connection, QuerySettings settings) {
        this.pool = pool;
        this.connection = connection;
        this.prefetchThreads = settings.concurrency();
        this.queryTag = settings.connection().get(SnowflakeKeys.QUERY_TAG);
    }

    /** Logs in. What texts and names mean is set as for ingestions, whatever the account has for it. */
    static Session open(QuerySettings settings) throws AdbcException {
        Map<String, String> parameters = new HashMap<>(QueryDataSource.parameters(settings));
        parameters.putAll(SessionParameters.STATEMENTS);
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

    /** Closing it does nothing. */
    Connection connection() {
        return connection;
    }

    SqlAnswer query(String sql) throws AdbcException {
        try {
            return SnowflakeStatements.query(connection, sql);
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    void execute(String sql) throws AdbcException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
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

    /** Logs out, upon which Snowflake rolls back what was not committed. */
    void close() {
        pool.close();
    }
}
