package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;
import java.util.Map;

/** One client's session: current database, schema, warehouse and role, temporary objects, and an open transaction. */
public interface EngineSession extends AutoCloseable {

    /**
     * Runs one statement. Statements of one session run one after another; a second call waits for the first.
     *
     * @param queryId the id under which RESULT_SCAN and LAST_QUERY_ID find the answer afterwards
     * @param parameters of this statement alone; those that are not known are ignored
     * @throws SqlFailure with Snowflake's code and state, also when {@link #cancel} stopped it (000604, 57014)
     */
    StatementResult execute(String queryId, String sql, List<Binding> bindings, Map<String, String> parameters)
            throws SqlFailure;

    /**
     * The statements of a text, to be executed one after another.
     *
     * @param parameters as for {@link #execute}
     * @throws SqlFailure 000008 if they are several, and not as many as MULTI_STATEMENT_COUNT says
     */
    List<Part> split(String sql, Map<String, String> parameters) throws SqlFailure;

    /** Columns and number of {@code ?} of a statement without running it. */
    Description describe(String sql) throws SqlFailure;

    /** Stops the statement that runs now, if any. */
    void cancel();

    /** The session's parameters by name, also those that nobody has set. */
    Map<String, String> parameterValues();

    /** Current database, or null. */
    String database();

    /** Current schema, or null. */
    String schema();

    /** Current warehouse, or null. */
    String warehouse();

    /** Current role, or null. */
    String role();

    /** Rolls back what is open and drops temporary tables and stages. */
    @Override
    void close();

    /** @param bindings how many {@code ?} the statement has */
    record Part(String sql, int bindings) {}

    /** @param bindings how many {@code ?} the statement has */
    record Description(StatementType type, List<Column> columns, int bindings) {}
}
