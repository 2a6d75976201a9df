package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A session on a DuckDB connection of its own; its statements run one after another. */
final class Session implements EngineSession {

    private final Engine engine;
    private final DuckDb duckDb;
    private final DuckDb committed;
    private final Cancellation cancellation = new Cancellation();
    private final Transaction transaction;
    private final Tables tables;
    private final Views views;
    private final Schemas schemas;
    private final Sequences sequences;
    private final Stages stages;
    private final FileFormats fileFormats;
    private final PreparedFiles preparedFiles;
    private final SessionCatalog catalog;
    private final SessionContext context;
    private final SessionSettings settings;
    private final SessionRights rights;
    private final SessionParameters parameters;
    private final SessionVariables variables = new SessionVariables();
    private final String user;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final List<String> queryIds = new ArrayList<>();
    private String queryId;
    private Instant startedAt;
    private List<Binding> bindings;
    private boolean closed;

    /**
     * @param duckDb runs the session's statements
     * @param committed sees only what is committed, and may fail without harm to the session's transaction
     */
    Session(Engine engine, DuckDb duckDb, DuckDb committed, Engine.Storage storage, String user) {
        this.engine = engine;
        this.duckDb = duckDb;
        this.committed = committed;
        this.transaction = new Transaction(
                duckDb, engine.locks(), engine.transactions(), new TransactionStates.Owner(user, id()), cancellation,
                engine.catalog().version(), lock);
        this.tables = new Tables(duckDb, engine.catalog().tables(), transaction::readsCommittedCatalog);
        this.views = new Views(duckDb, engine.catalog().views(), transaction::readsCommittedCatalog);
        this.schemas = new Schemas(duckDb, engine.catalog().schemas(), transaction::readsCommittedCatalog);
        this.sequences = new Sequences(duckDb);
        this.stages = new Stages(duckDb, storage.stages(), storage.temporary(), user);
        this.catalog = new SessionCatalog(this, engine.catalog().version());
        this.rights = new SessionRights(this, engine.grants());
        this.context = new SessionContext(rights, duckDb, committed);
        this.fileFormats = new FileFormats(duckDb);
        this.preparedFiles = new PreparedFiles(engine.preparedDirectory());
        this.parameters = new SessionParameters(engine.accountParameters());
        this.settings = new SessionSettings(parameters, duckDb, transaction);
        this.user = user;
    }

    @Override
    public StatementResult execute(String id, String sql, List<Binding> values, Map<String, String> ofStatement)
            throws SqlFailure {
        lock.lock();
        try {
            parameters.ofStatement(ofStatement);
            cancellation.start(parameters.number("STATEMENT_TIMEOUT_IN_SECONDS"));
            start(id, values);
            Statement statement = StatementParser.parse(sql, parameters, variables, bindings);
            StatementResult result = Nanoseconds.run(this, statement, () -> statement.run(this))
                    .limited(parameters.number("ROWS_PER_RESULTSET"));
            engine.results().put(id, result);
            return result;
        } catch (SqlFailure e) {
            if (parameters.isTrue("TRANSACTION_ABORT_ON_ERROR")) {
                transaction.abort(Failures.abortedByError());
            }
            throw cancellation.overdue() && e.sqlState().equals("57014") ? Failures.timedOut(parameters) : e;
        } finally {
            transaction.rest();
            cancellation.end();
            forgetPreparedFiles();
            queryIds.add(id);
            lock.unlock();
        }
    }

    @Override
    public List<Part> split(String sql, Map<String, String> ofStatement) throws SqlFailure {
        lock.lock();
        try {
            parameters.ofStatement(ofStatement);
            return StatementParser.split(sql, parameters.number("MULTI_STATEMENT_COUNT"));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Description describe(String sql) throws SqlFailure {
        lock.lock();
        try {
            cancellation.start(0);
            start(Databases.newId(), List.of());
            Statement statement = StatementParser.parse(sql, parameters, variables, bindings);
            return Nanoseconds.run(this, statement, () -> statement.describe(this));
        } finally {
            cancellation.end();
            forgetPreparedFiles();
            lock.unlock();
        }
    }

    /** A transaction may have to read them again. */
    private void forgetPreparedFiles() {
        if (!transaction.open()) {
            preparedFiles.delete();
        }
    }

    private void start(String id, List<Binding> values) throws SqlFailure {
        if (closed) {
            throw new SqlFailure("390111", "XX000", "Session no longer exists. New login required to access the"
                    + " service.");
        }
        queryId = id;
        bindings = values == null ? List.of() : new ArrayList<>(values);
        startedAt = Instant.now();
        if (database() != null && !engine.databases().exists(database())) {
            context.use(null, null);
        }
    }

    /** Cancels the statement that runs now if it has reached STATEMENT_TIMEOUT_IN_SECONDS. */
    void cancelOverdue() {
        if (cancellation.overdue()) {
            cancel();
        }
    }

    @Override
    public void cancel() {
        try {
            cancellation.request(duckDb, committed);
        } catch (SqlFailure e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of an earlier statement: -1 for the latest, 1 for the first. */
    String queryId(int index) {
        int position = index < 0 ? queryIds.size() + index : index - 1;
        return position >= 0 && position < queryIds.size() ? queryIds.get(position) : null;
    }

    boolean canceled() {
        return cancellation.requested();
    }

    void checkCanceled() throws SqlFailure {
        if (canceled()) {
            throw Failures.canceled();
        }
    }

    @Override
    public void close() {
        cancel();
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                closeQuietly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void closeQuietly() {
        try (duckDb;
                committed) {
            transaction.rollback();
            preparedFiles.delete();
            stages.close();
        } catch (SqlFailure e) {
            throw new IllegalStateException("session not closed", e);
        } finally {
            engine.forget(this);
        }
    }

    Engine engine() {
        return engine;
    }

    DuckDb duckDb() {
        return duckDb;
    }

    /** Few statements need it, so that it is told of formats when one does. */
    DuckDb committed() throws SqlFailure {
        committed.set(SessionFormats.sql(parameters));
        return committed;
    }

    /** Lets timestamps of that type have nanoseconds, until the statement ends. */
    void keepNanoseconds(DataType type) {
        duckDb.keepNanoseconds(type);
        committed.keepNanoseconds(type);
    }

    void forgetNanoseconds() {
        duckDb.forgetNanoseconds();
        committed.forgetNanoseconds();
    }

    SessionCatalog catalog() {
        return catalog;
    }

    SessionContext context() {
        return context;
    }

    SessionSettings settings() {
        return settings;
    }

    SessionRights rights() {
        return rights;
    }

    Transaction transaction() {
        return transaction;
    }

    Tables tables() {
        return tables;
    }

    Views views() {
        return views;
    }

    Sequences sequences() {
        return sequences;
    }

    Stages stages() {
        return stages;
    }

    FileFormats fileFormats() {
        return fileFormats;
    }

    PreparedFiles preparedFiles() {
        return preparedFiles;
    }

    Schemas schemas() {
        return schemas;
    }

    SessionParameters parameters() {
        return parameters;
    }

    SessionVariables variables() {
        return variables;
    }

    @Override
    public Map<String, String> parameterValues() {
        return parameters.values();
    }

    String user() {
        return user;
    }

    /** As CURRENT_SESSION says it. */
    String id() {
        return Integer.toString(System.identityHashCode(this));
    }

    /** The running statement's id. */
    String queryId() {
        return queryId;
    }

    /** When the running statement started. */
    Instant startedAt() {
        return startedAt;
    }

    List<Binding> bindings() {
        return bindings;
    }

    @Override
    public String database() {
        return context.database();
    }

    @Override
    public String schema() {
        return context.schema();
    }

    @Override
    public String warehouse() {
        return context.warehouse();
    }

    @Override
    public String role() {
        return context.role();
    }
}
