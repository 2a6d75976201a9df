package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SnowflakeKeys;
import io.github.imednet.snowflake.load.Cancellation;
import io.github.imednet.snowflake.load.SnowflakeSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import net.snowflake.client.api.resultset.SnowflakeResultSet;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/** Runs queries. */
@RouteBean
public final class SnowflakeQuery {

    private static final long SHARE_OF_HEAP = 8;
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private interface Sessions {
        Connection getConnection() throws SQLException;
    }

    private interface Question<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private final Sessions sessions;
    private final QuerySettings settings;
    private final Set<Cancellation> calls = ConcurrentHashMap.newKeySet();
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
    public long update(String sql, Iterator<? extends List<?>> parameters) {
        return ask(sql, statement -> {
            long changed = 0;
            while (parameters.hasNext()) {
                set(statement, parameters.next());
                changed = statement.execute() ? -1 : changed + statement.getLargeUpdateCount();
            }
            return changed;
        });
    }

    /**
     * Asks for the columns of a query's result, without running it.
     *
     * @throws QueryException if it is none, or fails
     */
    public List<ResultColumn> columns(String sql) {
        return ask(sql, statement -> ResultColumn.of(statement.getMetaData(), exact()));
    }

    /** Asks how many {@code ?} a statement has, without running it. */
    public int parameterCount(String sql) {
        return ask(sql, statement -> statement.getParameterMetaData().getParameterCount());
    }

    private <T> T ask(String sql, Question<T> question) {
        Cancellation call = begin();
        try (Connection connection = call.watch(sessions.getConnection());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return question.of(statement);
        } catch (SQLException | RuntimeException e) {
            throw QueryException.of(e);
        } finally {
            calls.remove(call);
        }
    }

    private Cancellation begin() {
        Cancellation call = new Cancellation();
        calls.add(call);
        return call;
    }

    /**
     * Cancels on the server what is asked for now, also where the request is still to be sent, and lets those who wait
     * for its rows fail.
     */
    public void cancelAll() {
        // In this order: a call that ends has handed over to its rows before.
        calls.forEach(Cancellation::cancel);
        reading.forEach(RowSource::cancel);
    }

    /**
     * The same, and closes all rows. To be done before their session is closed: the driver's result set is for one
     * thread, and a session that is closed closes it too.
     */
    public void closeAll() {
        cancelAll();
        reading.forEach(RowSource::close);
    }

    /**
     * The same as {@link #open(String, List, Exchange)} for those who close the rows themselves.
     *
     * @param parameters values for its {@code ?}, or null
     * @throws QueryException if the statement fails
     */
    public QueryRows open(String sql, List<?> parameters) {
        if (sql == null || sql.isBlank()) {
            throw new QueryException("The statement is missing: send it as the body or in the header sql", null);
        }
        Cancellation call = begin();
        Connection connection = null;
        try {
            connection = call.watch(sessions.getConnection());
            return execute(connection, call, sql, parameters == null ? List.of() : parameters);
        } catch (SQLException | RuntimeException e) {
            close(connection, e);
            throw QueryException.of(e);
        } finally {
            calls.remove(call);
        }
    }

    private QueryRows execute(Connection connection, Cancellation call, String sql, List<?> parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        set(statement, parameters);
        ResultSet result = statement.executeQuery();
        List<ResultColumn> columns = ResultColumn.of(result.getMetaData(), exact());
        BatchQueue queue = new BatchQueue(settings.queueSize(), mostBytes());
        RowSource source = new RowSource(
                connection, statement, result, ValueReader.of(columns, settings.cutsTimestamps()), queue,
                reading::remove);
        reading.add(source);
        source.start();
        if (call.isCancelled()) {
            source.close();
            throw Cancellation.failure();
        }
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
