package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import io.github.imednet.snowflake.load.SnowflakeSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import net.snowflake.client.api.resultset.SnowflakeResultSet;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs queries. */
@RouteBean
public final class SnowflakeQuery {

    private static final Logger LOG = LoggerFactory.getLogger(SnowflakeQuery.class);
    private static final long SHARE_OF_HEAP = 8;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private interface Sessions {
        Connection getConnection() throws SQLException;
    }

    private final Sessions sessions;
    private final QuerySettings settings;
    private final Set<PreparedStatement> executing = ConcurrentHashMap.newKeySet();
    private final Set<RowSource> reading = ConcurrentHashMap.newKeySet();

    public SnowflakeQuery(DataSource sessions, QuerySettings settings) {
        this((Sessions) sessions::getConnection, settings);
    }

    private SnowflakeQuery(Sessions sessions, QuerySettings settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    /** Queries in a session of somebody else's, which stays open. */
    public static SnowflakeQuery in(Connection session, QuerySettings settings) {
        return new SnowflakeQuery(() -> SnowflakeSession.withoutClose(session), settings);
    }

    /**
     * Runs a statement and begins to read its rows; a statement that is no query answers its counts or its status. The
     * rows are closed when they were read, and at the latest when the exchange is done.
     *
     * @param sql one statement; the body where the header is missing
     * @param parameters values for its {@code ?}, or null
     * @throws QueryException if the statement fails
     */
    public QueryRows open(@Header("sql") String sql, @Header("parameters") List<?> parameters, Exchange exchange) {
        QueryRows rows = open(sql == null ? exchange.getMessage().getBody(String.class) : sql, parameters);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                rows.close();
            }
        });
        return rows;
    }

    /**
     * Runs a statement that changes rows, once for each list of parameters.
     *
     * @param parameters values for its {@code ?}; one empty list where it has none
     * @return how many rows it changed, or -1 for a statement that answers with rows
     * @throws QueryException if the statement fails
     */
    public long update(String sql, List<? extends List<?>> parameters) {
        try (Connection connection = sessions.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            executing.add(statement);
            try {
                long changed = 0;
                for (List<?> values : parameters) {
                    set(statement, values);
                    changed = statement.execute() ? -1 : changed + statement.getLargeUpdateCount();
                }
                return changed;
            } finally {
                executing.remove(statement);
            }
        } catch (SQLException | RuntimeException e) {
            throw QueryException.of(e);
        }
    }

    /**
     * Asks for the columns of a query's result, without running it.
     *
     * @throws QueryException if it is none, or fails
     */
    public List<ResultColumn> columns(String sql) {
        try (Connection connection = sessions.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return ResultColumn.of(statement.getMetaData(), exact());
        } catch (SQLException | RuntimeException e) {
            throw QueryException.of(e);
        }
    }

    /** Asks how many {@code ?} a statement has, without running it. */
    public int parameterCount(String sql) {
        try (Connection connection = sessions.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.getParameterMetaData().getParameterCount();
        } catch (SQLException | RuntimeException e) {
            throw QueryException.of(e);
        }
    }

    /** Whether a statement runs, or its rows are not read to the end and not closed. */
    public boolean isAtWork() {
        return !executing.isEmpty() || !reading.isEmpty();
    }

    /** Cancels on the server what runs now, and lets those who wait for its rows fail. */
    public void cancelAll() {
        reading.forEach(RowSource::cancel);
        for (PreparedStatement statement : executing) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.warn("A query could not be canceled on the server: error {}", e.getErrorCode());
            }
        }
    }

    /**
     * The same for those who close the rows themselves.
     *
     * @param parameters values for its {@code ?}, or null
     * @throws QueryException if the statement fails
     */
    public QueryRows open(String sql, List<?> parameters) {
        if (sql == null || sql.isBlank()) {
            throw new QueryException("The statement is missing: send it as the body or in the header sql", null);
        }
        Connection connection = null;
        try {
            connection = sessions.getConnection();
            return execute(connection, sql, parameters == null ? List.of() : parameters);
        } catch (SQLException | RuntimeException e) {
            close(connection, e);
            throw QueryException.of(e);
        }
    }

    private QueryRows execute(Connection connection, String sql, List<?> parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        executing.add(statement);
        try {
            set(statement, parameters);
            return rows(connection, statement, statement.executeQuery());
        } finally {
            executing.remove(statement);
        }
    }

    private QueryRows rows(Connection connection, PreparedStatement statement, ResultSet result) throws SQLException {
        List<ResultColumn> columns = ResultColumn.of(result.getMetaData(), exact());
        BatchQueue queue = new BatchQueue(settings.queueSize(), mostBytes());
        RowSource source = new RowSource(connection, statement, result, columns, queue, reading::remove);
        reading.add(source);
        source.start();
        return new QueryRows(columns, result.unwrap(SnowflakeResultSet.class).getQueryID(), queue, source::close);
    }

    private static void set(PreparedStatement statement, List<?> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }

    private boolean exact() {
        return settings.connection().get(SnowflakeKeys.HIGH_PRECISION);
    }

    /** Besides their number: rows may be of any size. */
    private static long mostBytes() {
        return Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    private static void close(@Nullable Connection connection, Exception failure) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
