package io.github.imednet.snowflake.local.snowflake;

import static io.github.imednet.snowflake.local.snowflake.Connections.execute;
import static io.github.imednet.snowflake.local.snowflake.Connections.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.snowflake.client.api.resultset.SnowflakeResultSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are too large for one answer, downloaded by the driver in chunks. */
class SnowflakeChunksTest {

    private static final int ROWS = 250_000;
    private static final String LARGE =
            "select range as N, repeat('x', 90) || range as T from range(" + ROWS + ") order by range";

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;

    @BeforeAll
    static void start() throws IOException {
        server = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory).withFaults(
                List.of("status:code=503,on=GET /results/,at=2", "drop-before:on=GET /results/,at=4")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theDriverReadsChunksInOrderAndAsksAgainForThoseThatFailed() throws Exception {
        try (Connection connection = Connections.open(server, Map.of("CLIENT_PREFETCH_THREADS", "4"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LARGE)) {
            for (long n = 0; n < ROWS; n++) {
                assertThat(rows.next()).isTrue();
                if (rows.getLong(1) != n || !rows.getString(2).endsWith("x" + n)) {
                    throw new AssertionError("Row " + n + " is " + rows.getString(2));
                }
            }
            assertThat(rows.next()).isFalse();
            assertThat(chunksOf(rows)).hasSizeGreaterThan(4);
        }
    }

    @Test
    void aSmallResultHasNoChunks() throws SQLException, IOException {
        try (Connection connection = Connections.open(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select range from range(100)")) {
            assertThat(chunksOf(rows)).isEmpty();
        }
    }

    @Test
    void aLargeResultIsScannedLaterAsAWhole() throws SQLException {
        try (Connection connection = Connections.open(server)) {
            execute(connection, "select range as N, repeat('x', 90) as T from range(20000)");
            assertThat(rows(
                            connection,
                            "select count(*), sum(N), max(length(T)) from table(result_scan(last_query_id()))"))
                    .containsExactly("20000|199990000|90");
        }
    }

    @Test
    void chunksAreForWhoeverHasTheirKey() throws Exception {
        try (Connection connection = Connections.open(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select range, repeat('x', 90) from range(20000)")) {
            String query = rows.unwrap(SnowflakeResultSet.class).getQueryID();
            assertThat(status("/results/" + query + "/0")).isEqualTo(403);
            assertThat(status("/results/" + query + "/1000")).isEqualTo(404);
            assertThat(status("/results/none/0")).isEqualTo(404);
        }
    }

    @Test
    void aFailureBeforeOrAmidstTheRowsHasItsReasonAndLeavesNoChunks() throws Exception {
        try (Connection connection = Connections.open(server)) {
            assertThatThrownBy(() -> rows(connection, "select cast('abc' as number) from range(10)"))
                    .hasMessageContaining("'abc' is not recognized");
            long before = results();
            assertThatThrownBy(() -> rows(connection, "select cast(case when range > 200000 then 'abc' else '1' end"
                            + " as number), repeat('x', 90) from range(300000)"))
                    .hasMessageContaining("'abc' is not recognized");
            assertThat(results()).isEqualTo(before);
        }
    }

    private static long results() throws IOException {
        try (Stream<Path> results = Files.list(directory.resolve("results"))) {
            return results.count();
        }
    }

    private static List<Path> chunksOf(ResultSet rows) throws SQLException, IOException {
        Path result = directory.resolve("results").resolve(rows.unwrap(SnowflakeResultSet.class).getQueryID());
        if (!Files.exists(result)) {
            return List.of();
        }
        try (Stream<Path> chunks = Files.list(result)) {
            return chunks.toList();
        }
    }

    private static int status(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
