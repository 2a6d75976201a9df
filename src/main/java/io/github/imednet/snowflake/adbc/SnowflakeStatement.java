package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.query.ArrowSchemas;
import io.github.imednet.snowflake.query.QueryArrowReader;
import io.github.imednet.snowflake.query.QueryException;
import io.github.imednet.snowflake.query.QueryRows;
import io.github.imednet.snowflake.query.SnowflakeQuery;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
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

/**
 * A statement of SQL, or rows that are brought into a table. It may be used many times. What it answers with lives on
 * when it is closed, and as long as its connection.
 */
public final class SnowflakeStatement implements AdbcStatement {

    private final SnowflakeConnection connection;
    private final BufferAllocator allocator;
    private final Options options;
    private final IngestTarget target = new IngestTarget();
    private String sql;
    private VectorSchemaRoot boundRoot;
    private ArrowReader boundReader;
    private volatile SnowflakeQuery current;
    private volatile boolean closed;
    private volatile boolean ingesting;

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
        closeBound();
        boundRoot = root;
    }

    /** The same, batch by batch; closed when it was used, and at the latest with the statement. */
    public void bind(ArrowReader reader) throws AdbcException {
        closeBound();
        boundReader = reader;
    }

    private void closeBound() throws AdbcException {
        boundRoot = null;
        if (boundReader != null) {
            try (ArrowReader ended = boundReader) {
                boundReader = null;
            } catch (IOException e) {
                throw Errors.of(e);
            }
        }
    }

    /** Nothing is done before the statement is run: Snowflake prepares none. */
    @Override
    public void prepare() throws AdbcException {
        requireSql();
    }

    @Override
    public QueryResult executeQuery() throws AdbcException {
        String query = requireSql();
        QuerySettings settings = settings();
        SnowflakeQuery session = query(settings);
        Iterator<QueryRows> runs = parameters().stream().map(values -> session.open(query, values)).iterator();
        try {
            if (!runs.hasNext()) {
                throw AdbcException.invalidState("No parameters are bound: the rows that were have none");
            }
            return new QueryResult(-1, new QueryArrowReader(runs.next(), runs, allocator, unit(settings)));
        } catch (QueryException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public UpdateResult executeUpdate() throws AdbcException {
        connection.requireOpen();
        if (target.isSet()) {
            return new UpdateResult(ingest());
        }
        String statement = requireSql();
        SnowflakeQuery query = query(settings());
        try {
            return new UpdateResult(query.update(statement, parameters()));
        } catch (QueryException e) {
            throw Errors.of(e);
        }
    }

    private long ingest() throws AdbcException {
        if (boundRoot == null && boundReader == null) {
            throw AdbcException.invalidState("No rows are bound: bind a VectorSchemaRoot or an ArrowReader");
        }
        ingesting = true;
        try {
            return connection.ingest(boundRoot == null ? boundReader : boundRoot, target, options.asMap());
        } finally {
            ingesting = false;
            if (boundReader != null) {
                closeBound();
            }
        }
    }

    @Override
    public Schema executeSchema() throws AdbcException {
        String query = requireSql();
        QuerySettings settings = settings();
        SnowflakeQuery session = query(settings);
        try {
            return ArrowSchemas.of(session.columns(query), unit(settings));
        } catch (QueryException e) {
            throw Errors.of(e);
        }
    }

    /** As many fields as the statement has parameters; neither their names nor their types are known. */
    @Override
    public Schema getParameterSchema() throws AdbcException {
        SnowflakeQuery session = query(settings());
        try {
            int count = session.parameterCount(requireSql());
            return new Schema(Stream.generate(() -> Field.nullable("", ArrowType.Null.INSTANCE)).limit(count).toList());
        } catch (QueryException e) {
            throw Errors.of(e);
        }
    }

    /**
     * Ends what runs, at the server; whoever waits for rows gets a failure.
     *
     * @throws AdbcException NOT_IMPLEMENTED while rows are brought into a table
     */
    @Override
    public void cancel() throws AdbcException {
        if (ingesting) {
            throw AdbcException.notImplemented("An ingestion cannot be cancelled");
        }
        SnowflakeQuery running = current;
        if (running != null) {
            running.cancelAll();
        }
    }

    @Override
    @Deprecated
    public void setOption(String key, Object value) throws AdbcException {
        if (!target.set(key, value)) {
            options.set(key, value);
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

    @Override
    public void close() throws AdbcException {
        if (!closed) {
            closed = true;
            closeBound();
            connection.closed(this);
        }
    }

    private List<List<Object>> parameters() throws AdbcException {
        if (boundReader != null) {
            throw AdbcException.notImplemented("Parameters are bound as a VectorSchemaRoot: an ArrowReader is for rows"
                    + " that are brought into a table");
        }
        return boundRoot == null ? List.of(Collections.emptyList()) : Parameters.rows(boundRoot);
    }

    private String requireSql() throws AdbcException {
        connection.requireOpen();
        if (closed) {
            throw AdbcException.invalidState("The statement is closed");
        }
        if (sql == null || sql.isBlank()) {
            throw AdbcException.invalidState("The statement has no SQL: set it with setSqlQuery");
        }
        return sql;
    }

    private QuerySettings settings() throws AdbcException {
        return SnowflakeDatabase.read(options.asMap());
    }

    private SnowflakeQuery query(QuerySettings settings) throws AdbcException {
        current = connection.query(settings);
        return current;
    }

    static TimeUnit unit(QuerySettings settings) {
        return settings.timestampUnit().equals("NANOS") ? TimeUnit.NANOSECOND : TimeUnit.MICROSECOND;
    }
}
