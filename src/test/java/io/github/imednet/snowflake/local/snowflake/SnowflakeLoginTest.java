package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.local.snowflake.wire.Timing;
import java.nio.file.*;
import java.sql.*;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnowflakeLoginTest {
    @TempDir Path directory;

    @Test
    void works() throws Exception {
        Path file = Files.writeString(directory.resolve("a.parquet"), "PAR1");
        SnowflakeServer.Settings settings = SnowflakeServer.Settings.defaults(directory);
        try (SnowflakeServer server = SnowflakeServer.start(settings, (a, b, c, d) -> new StandInEngine(directory.resolve("stage")), () -> {}, Timing.real(Duration.ZERO, Duration.ZERO))) {
            Properties p = new Properties();
            p.put("user", "loader"); p.put("password", "local-password"); p.put("db", "IMEDNET"); p.put("schema", "PUBLIC");
            p.put("JDBC_QUERY_RESULT_FORMAT", "JSON"); p.put("disablePlatformDetection", "true");
            try (Connection c = DriverManager.getConnection(server.jdbcUrl(), p); Statement s = c.createStatement()) {
                try (ResultSet r = s.executeQuery("select 1")) { r.next(); assertThat(r.getLong(1)).isEqualTo(1); assertThat(r.getObject(1)).isEqualTo(1L);}
                try (ResultSet r = s.executeQuery("put file://" + file + " @st")) { r.next(); assertThat(r.getString("status")).isEqualTo("UPLOADED"); }
                assertThat((Object) c.getWarnings()).isNull();
            }
        }
    }
}
