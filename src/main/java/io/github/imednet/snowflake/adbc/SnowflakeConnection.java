package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.ingest.LentSession;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.query.SnowflakeQuery;
import io.github.imednet.snowflake.rows.ArrowBodies;
import io.github.imednet.snowflake.rows.RowSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

/** A session. Whatever is closed first, and by which thread, what is left can be closed. */
final class SnowflakeConnection implements AdbcConnection {

    private final BufferAllocator allocator;
    private final Session session;
    private final Options options;
    private final IngestRoutes ingestRoutes;
    private final Consumer<SnowflakeConnection> onClose;
    private final Metadata metadata;
    private final Set<SnowflakeStatement> statements = ConcurrentHashMap.newKeySet();
    private final Set<SnowflakeQuery> queries = ConcurrentHashMap.newKeySet();
    private boolean autoCommit = true;
    private String transactionStage;
    private volatile boolean closed;

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

    void requireOpen() throws AdbcException {
        if (closed) {
            throw AdbcException.invalidState("The connection is closed");
        }
    }

    @Override
    public AdbcStatement createStatement() throws AdbcException {
        return statement();
    }

    private SnowflakeStatement statement() throws AdbcException {
        requireOpen();
        SnowflakeStatement statement = new SnowflakeStatement(this, allocator, new Options(options.asMap()));
        statements.add(statement);
        return statement;
    }

    @Override
    public AdbcStatement bulkIngest(String targetTableName, BulkIngestMode mode) throws AdbcException {
        SnowflakeStatement statement = statement();
        statement.target().set(targetTableName, mode);
        return statement;
    }

    /** Queries with a statement's settings, in this session. */
    SnowflakeQuery query(QuerySettings settings) throws AdbcException {
        requireOpen();
        session.apply(settings);
        queries.removeIf(other -> !other.isAtWork());
        SnowflakeQuery query = SnowflakeQuery.in(session.connection(), settings);
        queries.add(query);
        return query;
    }

    void closed(SnowflakeStatement statement) {
        statements.remove(statement);
    }

    /** Brings rows into a table in this session, and in its transaction if it is in one. */
    long ingest(Object rows, IngestTarget target, Map<String, String> settings) throws AdbcException {
        session.apply(SnowflakeDatabase.read(settings));
        Map<String, String> all = new HashMap<>(settings);
        all.put("ingest.table", Sql.quoted(target.get(IngestTarget.TABLE)));
        all.put("ingest.mode", target.mode().key());
        putName(all, "snowflake.database", target.get(IngestTarget.CATALOG), getCurrentCatalog());
        putName(all, "snowflake.schema", target.get(IngestTarget.SCHEMA), getCurrentDbSchema());
        if (!autoCommit) {
            // One COPY is whole or nothing; of several, one that fails would leave others' rows in the transaction.
            all.put("ingest.copy-concurrency", "0");
        }
        LentSession lent = new LentSession(
                session.connection(), autoCommit ? null : requireTransactionStage(), target.isTemporary());
        try (RowSource source = ArrowBodies.exactlyNamed("The bound data", rows)) {
            return ingestRoutes.ingest(source, all, lent);
        } catch (IOException | RuntimeException e) {
            throw Errors.of(e);
        }
    }

    private static void putName(Map<String, String> settings, String key, String given, String current) {
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
        requireOpen();
        if (enable == autoCommit) {
            return;
        }
        if (enable) {
            commit();
        } else {
            makeTransactionStage();
        }
        try {
            session.connection().setAutoCommit(enable);
            autoCommit = enable;
        } catch (SQLException e) {
            throw Errors.of(e);
        }
    }

    private void makeTransactionStage() throws AdbcException {
        if (transactionStage == null && getCurrentCatalog() != null && getCurrentDbSchema() != null) {
            String stage = Sql.quoted(getCurrentCatalog()) + '.' + Sql.quoted(getCurrentDbSchema()) + '.'
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
        requireOpen();
        if (autoCommit) {
            throw AdbcException.invalidState("There is no transaction: each statement is one by itself, as long as"
                    + " autocommit is on");
        }
    }

    @Override
    public String getCurrentCatalog() throws AdbcException {
        return session.query("SELECT CURRENT_DATABASE() AS \"NAME\"").rows().get(0).text("NAME");
    }

    @Override
    public void setCurrentCatalog(String catalog) throws AdbcException {
        session.execute("USE DATABASE " + Sql.quoted(catalog));
    }

    @Override
    public String getCurrentDbSchema() throws AdbcException {
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
            throw AdbcException.notImplemented("Snowflake has no sessions that only read: use a role that may do no"
                    + " more");
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
            throw AdbcException.notImplemented("Snowflake's transactions are READ_COMMITTED, and none other");
        }
    }

    @Override
    public ArrowReader getInfo(int[] infoCodes) throws AdbcException {
        requireOpen();
        return metadata.info(infoCodes);
    }

    @Override
    public ArrowReader getTableTypes() {
        return metadata.tableTypes();
    }

    @Override
    public Schema getTableSchema(String catalog, String dbSchema, String tableName) throws AdbcException {
        requireOpen();
        return metadata.tableSchema(
                query(SnowflakeDatabase.read(options.asMap())),
                SnowflakeDatabase.read(options.asMap()), catalog, dbSchema, tableName);
    }

    @Override
    public ArrowReader getObjects(
            GetObjectsDepth depth,
            String catalogPattern,
            String dbSchemaPattern,
            String tableNamePattern,
            String[] tableTypes,
            String columnNamePattern)
            throws AdbcException {
        requireOpen();
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

    /** Ends all that runs, at the server; whoever waits for rows gets a failure. */
    @Override
    public void cancel() {
        queries.forEach(SnowflakeQuery::cancelAll);
    }

    /** Logs out; a transaction that is open is rolled back. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            cancel();
            session.close();
            onClose.accept(this);
        }
    }
}
