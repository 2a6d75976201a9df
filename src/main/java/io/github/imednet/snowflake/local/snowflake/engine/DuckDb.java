package io.github.imednet.snowflake.local.snowflake.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One DuckDB connection: runs DuckDB's SQL and gives its errors Snowflake's codes. Only {@link #cancel} is for other
 * threads.
 */
final class DuckDb implements AutoCloseable {

    /** Reads an answer as long as its statement is open. */
    interface Reader<T> {
        T read(ResultSet results) throws SQLException, SqlFailure;
    }

    /** Something that may end a statement. */
    interface Check {
        void run() throws SqlFailure;
    }

    private final Connection connection;
    private final ChangeLog changes = new ChangeLog();
    private String settings = "";
    private boolean streaming;
    private final Set<String> nanoseconds = new HashSet<>();
    private volatile Statement running;

    DuckDb(Connection connection) {
        this.connection = connection;
    }

    /** Runs statements that answer nothing. */
    void run(String sql) throws SqlFailure {
        configure(sql);
        changes.add(settings, written(sql), new Object[0]);
    }

    /** Tells the connection of formats and the time zone, until it is told of others. */
    void set(String newSettings) throws SqlFailure {
        if (!newSettings.equals(settings)) {
            configure(newSettings);
            settings = newSettings;
        }
    }

    /** Lets timestamps of that type have nanoseconds in what runs from now on. */
    void keepNanoseconds(DataType type) {
        nanoseconds.add(type.kind());
    }

    void forgetNanoseconds() {
        nanoseconds.clear();
    }

    boolean keepsNanoseconds(DataType type) {
        return nanoseconds.contains(type.kind());
    }

    private String written(String sql) {
        return nanoseconds.isEmpty() ? sql : Macros.withNanoseconds(sql, nanoseconds);
    }

    /** Runs a statement that belongs to the connection and to no transaction. */
    void configure(String sql) throws SqlFailure {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            statement.execute(written(sql));
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        } finally {
            running = null;
        }
    }

    void begin() throws SqlFailure {
        configure("BEGIN");
        changes.start();
    }

    void commit() throws SqlFailure {
        configure("COMMIT");
        changes.stop();
    }

    void rollback() throws SqlFailure {
        changes.stop();
        configure("ROLLBACK");
    }

    /** How many changes the transaction has made. */
    int changes() {
        return changes.size();
    }

    /**
     * Undoes what the transaction did after so many changes, by making the first ones again in a new one. Cannot be
     * canceled.
     */
    void undoTo(int size) throws SqlFailure {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
            statement.execute("BEGIN");
            changes.repeat(connection, size, settings);
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        }
    }

    /** Fails as running the statement would for a wrong name or syntax. */
    void check(String sql) throws SqlFailure {
        try (PreparedStatement statement = connection.prepareStatement(written(sql))) {
            statement.getParameterMetaData();
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        }
    }

    /** Runs one INSERT, UPDATE or DELETE and tells how many rows it touched. */
    long update(String sql, Object... values) throws SqlFailure {
        return update(sql, List.<Object[]>of(values), () -> {});
    }

    /** The same for each of the rows of values, of which there is one at least, prepared once. */
    long update(String sql, List<Object[]> rows, Check beforeEach) throws SqlFailure {
        long count = 0;
        try (Statement statement = statement(sql, rows.get(0))) {
            for (Object[] values : rows) {
                beforeEach.run();
                running = statement;
                long touched = values.length == 0
                        ? statement.executeLargeUpdate(written(sql))
                        : bound(statement, values).executeLargeUpdate();
                changes.add(settings, written(sql), values, touched);
                count += touched;
            }
            return count;
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        } finally {
            running = null;
        }
    }

    /** The same for one that answers rows. */
    <T> T change(String sql, Reader<T> reader, Object... values) throws SqlFailure {
        T answer = query(sql, reader, values);
        changes.add(settings, written(sql), values);
        return answer;
    }

    <T> T query(String sql, Reader<T> reader, Object... values) throws SqlFailure {
        stream(false);
        return read(sql, reader, values);
    }

    private <T> T read(String sql, Reader<T> reader, Object... values) throws SqlFailure {
        try (Statement statement = statement(sql, values)) {
            running = statement;
            try (ResultSet results = values.length == 0
                    ? statement.executeQuery(written(sql))
                    : bound(statement, values).executeQuery()) {
                return reader.read(results);
            }
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        } finally {
            running = null;
        }
    }

    /**
     * The same, with rows that are computed while they are read, so that few of them are in memory. DuckDB does not
     * tell why such a query failed before its first row; then it runs once more as a whole. Not for a transaction,
     * which would be spoilt by then.
     */
    <T> T stream(String sql, Reader<T> reader, Object... values) throws SqlFailure {
        stream(true);
        try {
            return read(sql, reader, values);
        } catch (SqlFailure e) {
            if (!DuckDbErrors.isWithoutReason(e)) {
                throw e;
            }
        }
        return query(sql, reader, values);
    }

    /** Said only where it changes: to say it twice for each query took as long as a small query. */
    private void stream(boolean rows) throws SqlFailure {
        if (streaming != rows) {
            configure("SET SESSION jdbc_stream_results = " + rows);
            streaming = rows;
        }
    }

    /** The rows of a query as JDBC gives them, a TIMESTAMPTZ as an Instant. */
    List<List<Object>> rows(String sql, Object... values) throws SqlFailure {
        return query(
                sql,
                results -> {
                    List<List<Object>> rows = new ArrayList<>();
                    int columns = results.getMetaData().getColumnCount();
                    while (results.next()) {
                        List<Object> row = new ArrayList<>(columns);
                        for (int i = 1; i <= columns; i++) {
                            Object value = results.getObject(i);
                            row.add(value instanceof OffsetDateTime ? ResultEncoder.instant(results, i) : value);
                        }
                        rows.add(row);
                    }
                    return rows;
                },
                values);
    }

    /** Columns of a statement that is not run. */
    List<Column> describe(String sql) throws SqlFailure {
        try (PreparedStatement statement = connection.prepareStatement(written(sql))) {
            return ResultEncoder.columns(statement.getMetaData());
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        }
    }

    /** DuckDB's names of their types. */
    List<String> types(String sql) throws SqlFailure {
        try (PreparedStatement statement = connection.prepareStatement(written(sql))) {
            List<String> types = new ArrayList<>();
            for (int i = 1; i <= statement.getMetaData().getColumnCount(); i++) {
                types.add(statement.getMetaData().getColumnTypeName(i));
            }
            return types;
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        }
    }

    /** Stops what runs now, if anything does. */
    void cancel() throws SqlFailure {
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                if (!isClosed(statement)) {
                    throw DuckDbErrors.translate(e);
                }
            }
        }
    }

    /** One that ended meanwhile needs no stop. */
    private static boolean isClosed(Statement statement) throws SqlFailure {
        try {
            return statement.isClosed();
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        }
    }

    /** Prepared only where there is something to bind: DuckDB plans what is prepared once more when it runs. */
    private Statement statement(String sql, Object[] values) throws SQLException {
        return values.length == 0 ? connection.createStatement() : connection.prepareStatement(written(sql));
    }

    private static PreparedStatement bound(Statement prepared, Object[] values) throws SQLException {
        PreparedStatement statement = (PreparedStatement) prepared;
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB connection not closed", e);
        }
    }
}
