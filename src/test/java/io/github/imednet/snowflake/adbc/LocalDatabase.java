package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.drivermanager.AdbcDriverManager;
import org.apache.arrow.memory.BufferAllocator;

/** A local Snowflake, and databases of the driver that lead to it. */
final class LocalDatabase implements AutoCloseable {

    private final SnowflakeServer server;

    LocalDatabase(Path directory, String... faults) throws Exception {
        this.server = SnowflakeServer.start(
                SnowflakeServer.Settings.defaults(directory).withFaults(List.of(faults)));
    }

    SnowflakeServer server() {
        return server;
    }

    String hostAndPort() {
        return "127.0.0.1:" + server.uri().getPort();
    }

    /** All that a login needs, by the names of the ADBC driver. */
    Map<String, Object> options() {
        Map<String, Object> options = new HashMap<>();
        options.put("adbc.snowflake.sql.account", "local");
        options.put("adbc.snowflake.sql.uri.protocol", "http");
        options.put("adbc.snowflake.sql.uri.host", "127.0.0.1");
        options.put("adbc.snowflake.sql.uri.port", Integer.toString(server.uri().getPort()));
        options.put("username", "LOADER");
        options.put("password", "local-password");
        options.put("adbc.snowflake.sql.db", "IMEDNET");
        options.put("adbc.snowflake.sql.schema", "PUBLIC");
        options.put("adbc.snowflake.sql.warehouse", "COMPUTE_WH");
        return options;
    }

    /** @param others by name and value, in place of those of a login or beside them */
    AdbcDatabase open(BufferAllocator allocator, Object... others) throws AdbcException {
        Map<String, Object> options = options();
        for (int i = 0; i < others.length; i += 2) {
            options.put((String) others[i], others[i + 1]);
        }
        return open(allocator, options);
    }

    static AdbcDatabase open(BufferAllocator allocator, Map<String, Object> options) throws AdbcException {
        return AdbcDriverManager.getInstance()
                .connect(SnowflakeDriverFactory.class.getCanonicalName(), allocator, options);
    }

    static void execute(AdbcConnection connection, String... statements) throws Exception {
        for (String sql : statements) {
            try (AdbcStatement statement = connection.createStatement()) {
                statement.setSqlQuery(sql);
                statement.executeUpdate();
            }
        }
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
