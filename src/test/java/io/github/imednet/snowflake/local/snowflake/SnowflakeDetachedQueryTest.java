package io.github.imednet.snowflake.local.snowflake;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements whose client is gone: it sent them, and never asks for the result. */
class SnowflakeDetachedQueryTest {

    private static final String ENDLESS =
            "select count(*) from range(10000000) a, range(10000000) b where concat(a.range, b.range) = 'x'";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void aQueryEndsWithItsClientAndAChangeDoesNot() throws Exception {
        try (SnowflakeServer server = SnowflakeServer.start(
                Settings.defaults(directory),
                timing -> timing.withHold(Duration.ofMillis(50)).withPatience(Duration.ofMillis(200)))) {
            Client changing = new Client(server);
            changing.send("create table T (A number)", false);
            String insert = changing.send("insert into T " + ENDLESS, false);
            String asynchronous = new Client(server).send(ENDLESS, true);
            Client client = new Client(server);
            String query = client.send("/* a */ " + ENDLESS, false);

            await().until(() -> client.status(query).startsWith("FAILED"));
            assertThat(client.message(query)).contains("canceled");
            assertThat(client.status(insert)).isEqualTo("RUNNING");
            assertThat(client.status(asynchronous)).isEqualTo("RUNNING");
        }
    }

    private static final class Client {

        private final HttpClient http = HttpClient.newHttpClient();
        private final SnowflakeServer server;
        private final String token;

        Client(SnowflakeServer server) throws Exception {
            this.server = server;
            this.token = post("/session/v1/login-request", Map.of(
                            "data", Map.of("LOGIN_NAME", "loader", "PASSWORD", "local-password")), "")
                    .at("/data/token").asText();
        }

        /** The query's id. */
        String send(String sql, boolean asynchronous) throws Exception {
            return post("/queries/v1/query-request?requestId=" + UUID.randomUUID(),
                            Map.of("sqlText", sql, "asyncExec", asynchronous), token)
                    .at("/data/queryId").asText();
        }

        String status(String queryId) throws Exception {
            return query(queryId).path("status").asText();
        }

        String message(String queryId) throws Exception {
            return query(queryId).path("errorMessage").asText();
        }

        private JsonNode query(String queryId) throws Exception {
            return send(request("/monitoring/queries/" + queryId, token).GET()).at("/data/queries/0");
        }

        private JsonNode post(String path, Map<String, ?> body, String authorization) throws Exception {
            return send(request(path, authorization)
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
        }

        private HttpRequest.Builder request(String path, String authorization) {
            return HttpRequest.newBuilder(server.uri().resolve(path))
                    .header("Authorization", "Snowflake Token=\"" + authorization + "\"");
        }

        private JsonNode send(HttpRequest.Builder request) throws Exception {
            return JSON.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
        }
    }
}
