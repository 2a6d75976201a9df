package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;

/**
 * Snowflake's SQL on DuckDB: databases, stages and load histories below one directory, used by many sessions. All of
 * it survives a restart but temporary objects and the answers that RESULT_SCAN reads.
 *
 * <p>What differs from Snowflake: see {@link Transaction} for transactions, {@link DataType} for types.
 */
public final class Engine implements AutoCloseable {

    /** Where a session finds its files. */
    record Storage(Path stages, Path temporary) {}

    /** What CURRENT_VERSION answers. */
    static final String VERSION = "9.0.0";

    private static final long TIMEOUT_CHECK_MILLIS = 250;

    /** As Snowflake has it for transactions that block others ("Transactions", "Aborting transactions"). */
    public static final Duration LONGEST_IDLE = Duration.ofMinutes(5);

    private static final String DEFAULT_USER = "LOCAL";

    private final Path directory;
    private final FileChannel lockFile;
    private final DuckDBConnection root;
    private final Databases databases;
    private final Map<String, String> accountParameters;
    private final TransactionLocks locks;
    private final Grants grants;
    private final TransactionStates transactions = new TransactionStates();
    private final Catalog catalog = new Catalog();
    private final Checksums checksums = new Checksums();
    private final ExternalStages externalStages;
    private final QueryResults results;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private boolean closed;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "statement-timeouts");
        thread.setDaemon(true);
        return thread;
    });

    private Engine(
            Path directory,
            Duration longestIdle,
            URI s3Endpoint,
            Map<String, String> accountParameters,
            Grants grants,
            FileChannel lockFile,
            DuckDBConnection root,
            Databases databases) {
        this.accountParameters = accountParameters;
        this.grants = grants;
        this.externalStages = new ExternalStages(s3Endpoint);
        this.locks = new TransactionLocks(longestIdle);
        this.directory = directory;
        this.results = new QueryResults(directory.resolve("results"));
        this.lockFile = lockFile;
        this.root = root;
        this.databases = databases;
        clock.scheduleWithFixedDelay(
                () -> sessions.forEach(Session::cancelOverdue),
                TIMEOUT_CHECK_MILLIS,
                TIMEOUT_CHECK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /**
     * Opens what is kept below the directory with Snowflake's limits, see
     * {@link #open(Path, Duration, URI, Map, Grants)}.
     */
    public static Engine open(Path directory) throws IOException, SqlFailure {
        return open(directory, LONGEST_IDLE, null, Map.of(), Grants.unrestricted());
    }

    /**
     * Opens what is kept below the directory, which is created if missing.
     *
     * @param longestIdle how long a transaction may do nothing while others wait for it
     * @param s3Endpoint the storage of external stages, or null for none
     * @param accountParameters what sessions start with in place of Snowflake's defaults, by the parameters' names
     * @param grants who may do what
     * @throws IOException also when another engine uses the directory
     * @throws SqlFailure if a database file cannot be read, or a parameter is not known or would not be obeyed
     */
    public static Engine open(
            Path directory, Duration longestIdle, URI s3Endpoint, Map<String, String> accountParameters, Grants grants)
            throws IOException, SqlFailure {
        Map<String, String> parameters = SessionParameters.checked(accountParameters);
        Path absolute = directory.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        FileChannel lockFile = DirectoryLock.take(absolute);
        DuckDBConnection root = null;
        try {
            root = Instances.take(absolute.resolve("spill"));
            Directories.delete(absolute.resolve("temporary"));
            Directories.delete(absolute.resolve("results"));
            Directories.delete(absolute.resolve("uploads"));
            Directories.delete(absolute.resolve("prepared"));
            return new Engine(
                    absolute, longestIdle, s3Endpoint, parameters, grants, lockFile, root,
                    Databases.open(absolute.resolve("databases"), new DuckDb(root)));
        } catch (SQLException e) {
            close(lockFile, root);
            throw DuckDbErrors.translate(e);
        } catch (SqlFailure | IOException | RuntimeException e) {
            close(lockFile, root);
            throw e;
        }
    }

    private static void close(FileChannel lockFile, DuckDBConnection root) throws IOException {
        try {
            if (root != null) {
                root.close();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            lockFile.close();
        }
    }

    /** Opens a session of the user LOCAL, see {@link #openSession(String, String, String, String, String, Map)}. */
    public EngineSession openSession(String database, String schema, String warehouse, String role)
            throws SqlFailure {
        return openSession(database, schema, warehouse, role, DEFAULT_USER, Map.of());
    }

    /**
     * Opens a session. A database or schema that does not exist is left null, as on Snowflake; a database without a
     * schema gets PUBLIC if it has one.
     *
     * @param database the current database, or null; likewise schema, warehouse and role. Without a role it is the
     *     user's first
     * @param user what CURRENT_USER answers, and whose stage {@code @~} is
     * @param parameters of the session; those that are neither known nor a client's are ignored
     * @throws SqlFailure if a parameter's value is invalid or would not be obeyed
     */
    public EngineSession openSession(
            String database, String schema, String warehouse, String role, String user, Map<String, String> parameters)
            throws SqlFailure {
        Path temporary = directory.resolve("temporary").resolve(Databases.newId());
        DuckDb duckDb = connect();
        DuckDb committed = connect();
        Session session = new Session(
                this, duckDb, committed, new Storage(directory.resolve("stages"), temporary), user);
        sessions.add(session);
        try {
            session.settings().begin(parameters);
            session.context().useRole(grants.roleOf(user, role));
            session.context().useWarehouse(session.rights().usesWarehouse(warehouse) ? warehouse : null);
            if (database != null && databases.exists(database) && session.rights().usesDatabase(database)) {
                String wanted = schema == null ? "PUBLIC" : schema;
                session.context().use(database, session.catalog().hasSchema(database, wanted) ? wanted : null);
            }
            return session;
        } catch (SqlFailure e) {
            session.close();
            throw e;
        }
    }

    /** Creates a database with the schema PUBLIC unless it exists. */
    public void createDatabase(String name) throws SqlFailure {
        synchronized (databases) {
            if (!databases.exists(name)) {
                createDatabase(name, null);
            }
        }
    }

    /** Creates a database with the schema PUBLIC. @param comment null for none */
    void createDatabase(String name, String comment) throws SqlFailure {
        databases.create(name, comment);
        catalog.version().incrementAndGet();
    }

    /** Drops the database and the files of its stages; false if it does not exist. */
    boolean dropDatabase(String name) throws SqlFailure {
        synchronized (databases) {
            if (!databases.exists(name)) {
                return false;
            }
            Tables tables = new Tables(new DuckDb(root), catalog.tables(), () -> true);
            List<Path> tableStages = new ArrayList<>();
            for (Table table : tables.list(name, null)) {
                tableStages.add(stagesDirectory().resolve("tables").resolve(table.properties().id()));
            }
            databases.drop(name);
            catalog.version().incrementAndGet();
            tableStages.forEach(Directories::delete);
            Directories.delete(stagesDirectory().resolve(Databases.encode(name)));
            return true;
        }
    }

    /** Closes all sessions, rolling back what is open, and writes what is committed to the database files. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        clock.shutdownNow();
        for (Session session : sessions) {
            session.close();
        }
        try (lockFile) {
            release();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("databases not closed", e);
        }
    }

    private void release() throws SQLException {
        try {
            databases.close();
        } catch (SqlFailure e) {
            // DuckDB gave one up, after a full disk for example: such an instance is good for nothing more.
            root.close();
            return;
        }
        Instances.release(root);
    }

    private DuckDb connect() throws SqlFailure {
        try {
            return new DuckDb(root.duplicate());
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        }
    }

    void forget(Session session) {
        sessions.remove(session);
    }

    Databases databases() {
        return databases;
    }

    Map<String, String> accountParameters() {
        return accountParameters;
    }

    Grants grants() {
        return grants;
    }

    TransactionLocks locks() {
        return locks;
    }

    TransactionStates transactions() {
        return transactions;
    }

    /**
     * Rolls a transaction back in whatever session it is; does nothing if it has ended.
     *
     * @param asking the session that asks for it, which may be the transaction's own
     */
    void abort(long transaction, Session asking) throws SqlFailure {
        for (Session session : sessions) {
            if (Long.toString(transaction).equals(session.transaction().id())) {
                if (session != asking) {
                    session.cancel();
                }
                session.transaction().abort(transaction);
            }
        }
    }

    Catalog catalog() {
        return catalog;
    }

    Checksums checksums() {
        return checksums;
    }

    ExternalStages externalStages() {
        return externalStages;
    }

    QueryResults results() {
        return results;
    }

    /** For files that live no longer than a transaction. */
    Path preparedDirectory() {
        return directory.resolve("prepared");
    }

    Path stagesDirectory() {
        return directory.resolve("stages");
    }
}
