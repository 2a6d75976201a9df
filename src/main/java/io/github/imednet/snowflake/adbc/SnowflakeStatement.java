package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.query.ArrowSchemas;
import io.github.imednet.snowflake.query.QueryArrowReader;
import io.github.imednet.snowflake.query.QueryException;
import io.github.imednet.snowflake.query.SnowflakeQuery;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.TypedKey;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A statement of SQL, or rows that are brought into a table. It may be used many times, by one thread at a time, and be
 * canceled and closed by any. What it answers with lives on when it is closed, and as long as its connection.
 */
public final class SnowflakeStatement implements AdbcStatement {

    private final SnowflakeConnection connection;
    private final BufferAllocator allocator;
    private final Options options;
    private final IngestTarget target = new IngestTarget();
    private final BoundRows bound = new BoundRows();
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable String sql;

    /** The last that was begun; its rows may still be read when the method has returned. */
    private volatile @Nullable Execution last;

    private volatile boolean inMethod;

    SnowflakeStatement(SnowflakeConnection connection, BufferAllocator allocator, Options options) {
        this.connection = connection;
        this.allocator = allocator;
        this.options = options;
    }

    /** What rows are brought into, if they are. */
    IngestTarget target() {
        return target;
    }

    @Override
    public void setSqlQuery(String query) {
        sql = query;
        target.clear();
    }

    /** Rows for a table, or parameters, a row for each time that the statement is run. It stays the caller's. */
    @Override
    public void bind(VectorSchemaRoot root) throws AdbcException {
        bound.set(root);
    }

    /** The same, batch by batch; closed when it was used, and at the latest with the statement. */
    public void bind(ArrowReader reader) throws AdbcException {
        bound.set(reader);
    }

    /** Nothing is done before the statement is run: Snowflake prepares none. */
    @Override
    public void prepare() throws AdbcException {
        requireSql();
    }

    @Override
    public QueryResult executeQuery() throws AdbcException {
        String query = requireSql();
        Execution execution = begin(connection.session().beginQueries());
        try {
            QuerySettings settings = settings();
            SnowflakeQuery queries = queries(execution, settings);
            return read(new StatementRuns(execution, queries, query, bound.parameters()), settings);
        } catch (AdbcException | RuntimeException e) {
            execution.close();
            throw Errors.of(e);
        } finally {
            inMethod = false;
        }
    }

    private QueryResult read(StatementRuns runs, QuerySettings settings) throws AdbcException {
        try {
            if (!runs.hasNext()) {
                throw AdbcException.invalidState("The bound parameters have no rows");
            }
            return new QueryResult(-1, new QueryArrowReader(runs.next(), runs, allocator, unit(settings)));
        } catch (AdbcException | RuntimeException e) {
            close(runs, e);
            throw e;
        }
    }

    private static void close(Closeable used, Exception failure) {
        try {
            used.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public UpdateResult executeUpdate() throws AdbcException {
        if (target.isSet()) {
            return new UpdateResult(ingest());
        }
        String statement = requireSql();
        try (Execution execution = begin(connection.session().beginQueries());
                Parameters parameters = bound.parameters()) {
            return new UpdateResult(queries(execution, settings()).update(statement, parameters));
        } catch (IOException | RuntimeException e) {
            throw Errors.of(e);
        } finally {
            inMethod = false;
        }
    }

    private long ingest() throws AdbcException {
        requireOpen();
        Object rows = bound.take();
        try (Closeable used = rows instanceof ArrowReader reader ? reader::close : () -> {};
                Execution execution = begin(connection.session().beginIngestion())) {
            return connection.ingest(rows, target, options.asMap(), execution);
        } catch (IOException e) {
            throw Errors.of(e);
        } finally {
            inMethod = false;
        }
    }

    @Override
    public Schema executeSchema() throws AdbcException {
        String query = requireSql();
        QuerySettings settings = settings();
        try (Execution execution = begin(connection.session().beginQueries())) {
            return ArrowSchemas.of(queries(execution, settings).columns(query), unit(settings));
        } catch (QueryException e) {
            throw Errors.of(e);
        } finally {
            inMethod = false;
        }
    }

    /** As many fields as the statement has parameters; neither their names nor their types are known. */
    @Override
    public Schema getParameterSchema() throws AdbcException {
        String query = requireSql();
        try (Execution execution = begin(connection.session().beginQueries())) {
            int count = queries(execution, settings()).parameterCount(query);
            return new Schema(Stream.generate(() -> Field.nullable("", ArrowType.Null.INSTANCE)).limit(count).toList());
        } catch (QueryException e) {
            throw Errors.of(e);
        } finally {
            inMethod = false;
        }
    }

    /** Either this finds that the statement is closed, or {@link #close} finds the execution. */
    private Execution begin(Execution execution) {
        last = execution;
        inMethod = true;
        if (closed.get()) {
            execution.cancel();
        }
        return execution;
    }

    /**
     * Ends what runs, at the server, and lets nothing follow: whoever waits for rows gets a failure, and an ingestion
     * loads nothing. Does nothing where nothing was begun.
     */
    @Override
    public void cancel() {
        Execution running = last;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    @Deprecated
    public void setOption(String key, Object value) throws AdbcException {
        if (!target.set(key, value)) {
            options.set(key, value);
        } else if (target.isSet()) {
            sql = null;
        }
    }

    @Override
    public <T> void setOption(TypedKey<T> key, T value) throws AdbcException {
        setOption(key.getKey(), value);
    }

    @Override
    public <T> T getOption(TypedKey<T> key) throws AdbcException {
        String ofTarget = target.option(key.getKey());
        return ofTarget == null ? options.get(key) : Options.typed(key, ofTarget);
    }

    /** Cancels what a method waits for, in another thread. */
    @Override
    public void close() throws AdbcException {
        if (closed.compareAndSet(false, true)) {
            if (inMethod) {
                cancel();
            }
            bound.close();
        }
    }

    private String requireSql() throws AdbcException {
        requireOpen();
        if (target.isSet()) {
            throw AdbcException.invalidState("The statement brings rows into a table, as adbc.ingest.target_table says:"
                    + " run it with executeUpdate, or set its SQL anew with setSqlQuery");
        }
        if (sql == null || sql.isBlank()) {
            throw AdbcException.invalidState("The statement has no SQL: set it with setSqlQuery");
        }
        return sql;
    }

    private void requireOpen() throws AdbcException {
        connection.session().requireOpen();
        if (closed.get()) {
            throw AdbcException.invalidState("The statement is closed");
        }
    }

    private QuerySettings settings() throws AdbcException {
        return SnowflakeDatabase.read(options.asMap());
    }

    private SnowflakeQuery queries(Execution execution, QuerySettings settings) throws AdbcException {
        connection.session().apply(settings);
        return execution.query(settings);
    }

    static TimeUnit unit(QuerySettings settings) {
        return settings.timestampUnit().equals("NANOS") ? TimeUnit.NANOSECOND : TimeUnit.MICROSECOND;
    }
}
