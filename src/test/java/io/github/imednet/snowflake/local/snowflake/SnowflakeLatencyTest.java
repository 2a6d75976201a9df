package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads and loads that were told to take longer. */
class SnowflakeLatencyTest {

    @TempDir
    private Path directory;

    @Test
    void uploadsAndLoadsTakeLongerThanARequestIsHeldAndOtherStatementsDoNot() throws Exception {
        Path file = Files.writeString(directory.resolve("a.parquet"), "content");
        // Whoever polls is refused, so a statement fails if and only if it takes longer than its request is held.
        Settings settings = Settings.defaults(directory.resolve("server"))
                .withPutLatency(Duration.ofMinutes(5))
                .withCopyLatency(Duration.ofMinutes(5))
                .withFaults(List.of("status:code=403,on=/result,times=always"));
        try (SnowflakeServer server =
                        SnowflakeServer.start(settings, timing -> timing.withHold(Duration.ofSeconds(1)));
                Connection connection = Connections.open(server)) {
            Connections.execute(connection, "create stage st", "create table t (a number)");
            assertThatIsPolled(connection, "put file://" + file + " @st");
            assertThatIsPolled(connection, "/* load */ copy into t from @st file_format = (type = parquet)"
                    + " match_by_column_name = case_insensitive");
            assertThat(Connections.rows(connection, "list @st")).isEmpty();
        }
    }

    private static void assertThatIsPolled(Connection connection, String sql) {
        assertThatThrownBy(() -> Connections.execute(connection, sql))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(200015));
    }
}
