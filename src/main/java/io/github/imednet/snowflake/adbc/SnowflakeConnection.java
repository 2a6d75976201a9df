package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.ingest.LentSession;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.rows.ArrowBodies;
import io.github.imednet.snowflake.rows.RowSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.BulkIngestMode;
import org.apache.arrow.adbc.core.IsolationLevel;
import org.apache.arrow.adbc.core.TypedKey;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A session. Whatever is closed first, and by which thread, what is left can be closed. */
final class SnowflakeConnection implements AdbcConnection {

    private final BufferAllocator allocator;
    private final Session session;
    private final Options options;
    private final IngestRoutes ingestRoutes;
    private final Consumer<SnowflakeConnection> onClose;
    private final Metadata metadata;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean autoCommit = true;
    private @Nullable String transactionStage;

    SnowflakeConnection(
            BufferAllocator allocator,
            Session session,
            Options options,
            IngestRoutes ingestRoutes,
            Consumer<SnowflakeConnection> onClose) {
        this.allocator = allocator;
        this.session = session;
        this.options = options;
        this.ingestRoutes = ingestRoutes;
        this.onClose = onClose;
        this.metadata = new Metadata(allocator, session);
    }

    Session session() {
        return session;
    }

    @Override
    public AdbcStatement createStatement() throws AdbcException {
        return statement();
    }

    private SnowflakeStatement statement() throws AdbcException {
        session.requireOpen();
        return new SnowflakeStatement(this, allocator, new Options(OptionLevel.SESSION, options.asMap()));
    }

    @Override
    public AdbcStatement bulkIngest(String targetTableName, BulkIngestMode mode) throws AdbcException {
        SnowflakeStatement statement = statement();
        statement.target().set(targetTableName, mode);
        return statement;
    }

    /** Brings rows into a table in this session, and in its transaction if it is in one. */
    long ingest(Object rows, IngestTarget target, Map<String, String> settings, Execution execution)
            throws AdbcException {
        session.apply(SnowflakeDatabase.read(settings));
        Map<String, String> all = new HashMap<>(settings);
        all.put("ingest.table", Sql.quoted(Objects.requireNonNull(target.get(IngestTarget.TABLE))));
        all.put("ingest.mode", target.mode().key());
        putName(all, "snowflake.database", target.get(IngestTarget.CATALOG), getCurrentCatalog());
        putName(all, "snowflake.schema", target.get(IngestTarget.SCHEMA), getCurrentDbSchema());
        if (!autoCommit) {
            // One COPY is whole or nothing; of several, one that fails would leave others' rows in the transaction.
            all.put("ingest.copy-concurrency", "0");
        }
        LentSession lent = new LentSession(
                execution.connection(), autoCommit ? null : requireTransactionStage(), target.isTemporary());
        try (RowSource source = ArrowBodies.exactlyNamed("The bound data", rows)) {
            return ingestRoutes.ingest(new CancellableRows(source, execution), all, lent);
        } catch (IOException | RuntimeException e) {
            throw Errors.of(e);
        }
    }

    private static void putName(
            Map<String, String> settings, String key, @Nullable String given, @Nullable String current) {
        String name = given == null ? current : given;
        if (name != null) {
            settings.put(key, Sql.quoted(name));
        }
    }

    private String requireTransactionStage() throws AdbcException {
        if (transactionStage == null) {
            throw AdbcException.invalidState("The session had no current schema when autocommit was turned off,"
                    + " in which the temporary stage of its ingestions could be made: set one, and turn autocommit off"
                    + " again");
        }
        return transactionStage;
    }

    @Override
    public boolean getAutoCommit() {
        return autoCommit;
    }

    /** Turned on, it commits. Turned off, it makes the stage of ingestions: DDL would commit the transaction later. */
    @Override
    public void setAutoCommit(boolean enable) throws AdbcException {
        session.requireOpen();
        if (enable == autoCommit) {
            return;
        }
        if (enable) {
            commit();
        } else {
            makeTransactionStage();
        }
        session.setAutoCommit(enable);
        autoCommit = enable;
    }

    private void makeTransactionStage() throws AdbcException {
        String catalog = getCurrentCatalog();
        String dbSchema = getCurrentDbSchema();
        if (transactionStage == null && catalog != null && dbSchema != null) {
            String stage = Sql.quoted(catalog) + '.' + Sql.quoted(dbSchema) + '.'
                    + Sql.quoted("IMEDNET_ADBC_" + UUID.randomUUID());
            session.execute("CREATE TEMPORARY STAGE " + stage);
            transactionStage = stage;
        }
    }

    @Override
    public void commit() throws AdbcException {
        requireTransaction();
        session.execute("COMMIT");
    }

    @Override
    public void rollback() throws AdbcException {
        requireTransaction();
        session.execute("ROLLBACK");
    }

    private void requireTransaction() throws AdbcException {
        session.requireOpen();
        if (autoCommit) {
            throw AdbcException.invalidState("There is no transaction: while autocommit is on, each statement is its"
                    + " own");
        }
    }

    @Override
    public @Nullable String getCurrentCatalog() throws AdbcException {
        return session.query("SELECT CURRENT_DATABASE() AS \"NAME\"").rows().get(0).text("NAME");
    }

    @Override
    public void setCurrentCatalog(String catalog) throws AdbcException {
        session.execute("USE DATABASE " + Sql.quoted(catalog));
    }

    @Override
    public @Nullable String getCurrentDbSchema() throws AdbcException {
        return session.query("SELECT CURRENT_SCHEMA() AS \"NAME\"").rows().get(0).text("NAME");
    }

    @Override
    public void setCurrentDbSchema(String dbSchema) throws AdbcException {
        session.execute("USE SCHEMA " + Sql.quoted(dbSchema));
    }

    @Override
    public boolean getReadOnly() {
        return false;
    }

    @Override
    public void setReadOnly(boolean isReadOnly) throws AdbcException {
        if (isReadOnly) {
            throw AdbcException.notImplemented("Snowflake has no read-only sessions: use a role that may only read");
        }
    }

    /** The only one that Snowflake has. */
    @Override
    public IsolationLevel getIsolationLevel() {
        return IsolationLevel.READ_COMMITTED;
    }

    @Override
    public void setIsolationLevel(IsolationLevel level) throws AdbcException {
        if (level != IsolationLevel.DEFAULT && level != IsolationLevel.READ_COMMITTED) {
            throw AdbcException.notImplemented("Snowflake's transactions are READ_COMMITTED only");
        }
    }

    @Override
    public ArrowReader getInfo(int @Nullable [] infoCodes) throws AdbcException {
        session.requireOpen();
        return metadata.info(infoCodes);
    }

    @Override
    public ArrowReader getTableTypes() {
        return metadata.tableTypes();
    }

    @Override
    public Schema getTableSchema(@Nullable String catalog, @Nullable String dbSchema, String tableName)
            throws AdbcException {
        session.requireOpen();
        QuerySettings settings = SnowflakeDatabase.read(options.asMap());
        try (Execution execution = session.beginQueries()) {
            return metadata.tableSchema(execution.query(settings), settings, catalog, dbSchema, tableName);
        }
    }

    @Override
    public ArrowReader getObjects(
            GetObjectsDepth depth,
            @Nullable String catalogPattern,
            @Nullable String dbSchemaPattern,
            @Nullable String tableNamePattern,
            String @Nullable [] tableTypes,
            @Nullable String columnNamePattern)
            throws AdbcException {
        session.requireOpen();
        return metadata.objects(new ObjectSelection(
                depth, catalogPattern, dbSchemaPattern, tableNamePattern, tableTypes, columnNamePattern));
    }

    @Override
    public <T> void setOption(TypedKey<T> key, T value) throws AdbcException {
        if (!ConnectionOptions.set(this, key.getKey(), value)) {
            options.set(key.getKey(), value);
        }
    }

    @Override
    public <T> T getOption(TypedKey<T> key) throws AdbcException {
        String ofSession = ConnectionOptions.get(this, key.getKey());
        return ofSession == null ? options.get(key) : Options.typed(key, ofSession);
    }

    /** Ends all that was begun and has not ended, at the server; whoever waits for rows gets a failure. */
    @Override
    public void cancel() {
        session.cancel();
    }

    /** Cancels what runs, and logs out; a transaction that is open is rolled back. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            session.close();
            onClose.accept(this);
        }
    }
}
