package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.config.QuerySettings;
import io.github.imednet.snowflake.config.SettingsLookup;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.TypedKey;
import org.apache.arrow.memory.BufferAllocator;

/** An account with the options of its sessions. Closed, it closes the connections that are open. */
final class SnowflakeDatabase implements AdbcDatabase {

    /** Timestamps come in nanoseconds, as in the ADBC driver's guide. */
    private static final Map<String, String> DEFAULTS = Map.of("query.timestamp-unit", "nanos");

    private final BufferAllocator allocator;
    private final Options options;
    private final IngestRoutes ingestRoutes = new IngestRoutes();
    private final Set<SnowflakeConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private SnowflakeDatabase(BufferAllocator allocator, Options options) {
        this.allocator = allocator;
        this.options = options;
    }

    static SnowflakeDatabase open(BufferAllocator allocator, Map<String, Object> parameters) throws AdbcException {
        Options options = new Options(OptionLevel.DATABASE, DEFAULTS);
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            options.set(parameter.getKey(), parameter.getValue());
        }
        read(options.asMap());
        return new SnowflakeDatabase(allocator, options);
    }

    /** Settings as the options alone say them: the environment gives none. */
    static QuerySettings read(Map<String, String> settings) throws AdbcException {
        try {
            return QuerySettings.read(SettingsLookup.of(settings));
        } catch (RuntimeException e) {
            throw Errors.of(e);
        }
    }

    @Override
    public AdbcConnection connect() throws AdbcException {
        if (closed) {
            throw AdbcException.invalidState("The database is closed");
        }
        Map<String, String> own = options.asMap();
        Session session = Session.open(read(own));
        SnowflakeConnection connection = new SnowflakeConnection(
                allocator, session, new Options(OptionLevel.SESSION, own), ingestRoutes, connections::remove);
        connections.add(connection);
        if (closed) {
            connection.close();
        }
        return connection;
    }

    /** For the connections that are opened from now on. */
    @Override
    public <T> void setOption(TypedKey<T> key, T value) throws AdbcException {
        options.set(key.getKey(), value);
    }

    @Override
    public <T> T getOption(TypedKey<T> key) throws AdbcException {
        return options.get(key);
    }

    @Override
    public void close() {
        closed = true;
        connections.forEach(SnowflakeConnection::close);
        ingestRoutes.close();
    }
}
