package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import io.github.imednet.snowflake.local.snowflake.engine.StatementType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol as other clients than the JDBC driver may speak it. */
class SnowflakeHttpTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private JsonNode login;

    @BeforeAll
    static void start() throws IOException {
        server = SnowflakeServer.start(Settings.defaults(directory));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() throws Exception {
        login = post("/session/v1/login-request?databaseName=imednet&requestId=" + UUID.randomUUID(), "", Map.of("data",
                Map.of("ACCOUNT_NAME", "any", "LOGIN_NAME", "loader", "PASSWORD", "local-password")));
        assertThat(login.path("success").asBoolean()).isTrue();
    }

    @Test
    void theLoginTellsWhatDriversNeed() {
        assertThat(login.at("/data/sessionInfo/databaseName").asText()).isEqualTo("IMEDNET");
        assertThat(login.at("/data/sessionInfo/schemaName").asText()).isEqualTo("PUBLIC");
        assertThat(parameter("AUTOCOMMIT").isBoolean()).isTrue();
        assertThat(parameter("CLIENT_TELEMETRY_ENABLED").asBoolean(true)).isFalse();
        assertThat(parameter("CLIENT_STAGE_ARRAY_BINDING_THRESHOLD").asInt(-1)).isZero();
        assertThat(parameter("TIMEZONE").asText()).isEqualTo("UTC");
    }

    @Test
    void aRepeatedRequestIsNotExecutedTwice() throws Exception {
        query("create or replace table repeated (a number)");
        String requestId = UUID.randomUUID().toString();
        JsonNode first = query(requestId, "insert into repeated values (1)");
        JsonNode second = query(requestId + "&retryCount=1&clientStartTime=1", "insert into repeated values (1)");
        assertThat(second).isEqualTo(first);
        assertThat(query("select count(*) from repeated").at("/data/rowset/0/0").asText()).isEqualTo("1");
    }

    @Test
    void aRequestRepeatedWhileItRunsJoinsTheFirst() throws Exception {
        query("create or replace table joined (a number)");
        long before = server.statements(StatementType.INSERT);
        String path = "/queries/v1/query-request?requestId=" + UUID.randomUUID();
        HttpRequest insert = request(path, token()).POST(HttpRequest.BodyPublishers.ofString(
                "{\"sqlText\":\"insert into joined select range from range(200000)\"}")).build();
        CompletableFuture<HttpResponse<String>> first =
                CLIENT.sendAsync(insert, HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> second = CLIENT.send(insert, HttpResponse.BodyHandlers.ofString());
        assertThat(second.body()).isEqualTo(first.get().body());
        assertThat(server.statements(StatementType.INSERT)).isEqualTo(before + 1);
    }

    /** Without its name, or with that of a driver that reads JSON alone, a client gets JSON. */
    @ParameterizedTest
    @CsvSource({
        "PythonConnector, PYTHON_CONNECTOR_QUERY_RESULT_FORMAT, arrow", "Go, GO_QUERY_RESULT_FORMAT, arrow",
        "ODBC, ODBC_QUERY_RESULT_FORMAT, arrow", "JavaScript, NONE, json", "'', NONE, json"})
    void eachDriverGetsItsOwnFormat(String client, String parameter, String format) throws Exception {
        login = post("/session/v1/login-request?requestId=1", "", Map.of("data", Map.of(
                "CLIENT_APP_ID", client, "LOGIN_NAME", "loader", "PASSWORD", "local-password")));
        JsonNode answer = query("select 'x' as T");
        assertThat(answer.at("/data/queryResultFormat").asText()).isEqualTo(format);
        assertThat(answer.at("/data/rowsetBase64").asText().isEmpty()).isEqualTo(format.equals("json"));
        JsonNode json = post("/queries/v1/query-request?requestId=2", token(),
                Map.of("sqlText", "select 'x' as T", "parameters", Map.of(parameter, "JSON")));
        assertThat(json.at("/data/rowset/0/0").asText()).isEqualTo("x");
    }

    @Test
    void aCompressedBodyIsRead() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("{\"sqlText\":\"select 'gzip'\"}".getBytes(StandardCharsets.UTF_8));
        }
        HttpRequest request = request("/queries/v1/query-request?requestId=" + UUID.randomUUID(), token())
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(compressed.toByteArray()))
                .build();
        assertThat(send(request).at("/data/rowset/0/0").asText()).isEqualTo("gzip");
    }

    @Test
    void aRenewedTokenReplacesTheFormerOne() throws Exception {
        String former = token();
        JsonNode renewed = post("/session/token-request?requestId=1", login.at("/data/masterToken").asText(),
                Map.of("oldSessionToken", former, "requestType", "RENEW"));
        String token = renewed.at("/data/sessionToken").asText();
        assertThat(post("/session/heartbeat", token, Map.of()).path("success").asBoolean()).isTrue();
        assertThat(post("/session/heartbeat", former, Map.of()).path("code").asText()).isEqualTo("390112");
    }

    @Test
    void anUnknownMasterTokenRenewsNothing() throws Exception {
        assertThat(post("/session/token-request", "guess", Map.of()).path("code").asText()).isEqualTo("390113");
    }

    @Test
    void aClosedSessionAnswersNoMore() throws Exception {
        assertThat(post("/session?delete=true", token(), Map.of()).path("success").asBoolean()).isTrue();
        assertThat(post("/session/heartbeat", token(), Map.of()).path("code").asText()).isEqualTo("390111");
    }

    @Test
    void telemetryIsAccepted() throws Exception {
        assertThat(post("/telemetry/send", token(), Map.of("logs", "")).path("success").asBoolean()).isTrue();
        assertThat(post("/telemetry/send/sessionless", "", Map.of()).path("success").asBoolean()).isTrue();
    }

    @Test
    void anUnknownAuthenticatorIsNamed() throws Exception {
        JsonNode answer = post("/session/v1/login-request", "", Map.of("data",
                Map.of("LOGIN_NAME", "LOADER", "AUTHENTICATOR", "EXTERNALBROWSER")));
        assertThat(answer.path("success").asBoolean()).isFalse();
        assertThat(answer.path("message").asText()).contains("EXTERNALBROWSER", "SNOWFLAKE_JWT");
    }

    @Test
    void aQueryThatIsNotKnownHasNoStatusAndNoResult() throws Exception {
        String unknown = UUID.randomUUID().toString();
        assertThat(get("/monitoring/queries/" + unknown).at("/data/queries")).isEmpty();
        assertThat(get("/queries/" + unknown + "/result").path("code").asText()).isEqualTo("000709");
    }

    @Test
    void aSlashTooManyIsForgiven() throws Exception {
        String queryId = query("select 1").at("/data/queryId").asText();
        assertThat(get("/monitoring/queries//" + queryId).at("/data/queries/0/status").asText()).isEqualTo("SUCCESS");
    }

    @Test
    void otherAddressesAreNotFoundAndBadBodiesRefused() throws Exception {
        HttpRequest elsewhere = request("/elsewhere", token()).GET().build();
        assertThat(CLIENT.send(elsewhere, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(404);
        HttpRequest noJson = request("/queries/v1/query-request", token())
                .POST(HttpRequest.BodyPublishers.ofString("select 1")).build();
        assertThat(CLIENT.send(noJson, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }

    private JsonNode query(String sql) throws Exception {
        return query(UUID.randomUUID().toString(), sql);
    }

    private JsonNode query(String requestId, String sql) throws Exception {
        return post("/queries/v1/query-request?requestId=" + requestId, token(), Map.of("sqlText", sql));
    }

    private String token() {
        return login.at("/data/token").asText();
    }

    private JsonNode parameter(String name) {
        for (JsonNode parameter : login.at("/data/parameters")) {
            if (parameter.path("name").asText().equals(name)) {
                return parameter.path("value");
            }
        }
        throw new AssertionError("The login has no parameter " + name);
    }

    private JsonNode get(String path) throws Exception {
        return send(request(path, token()).GET().build());
    }

    private static JsonNode post(String path, String token, Map<String, ?> body) throws Exception {
        String json = JSON.writeValueAsString(body);
        return send(request(path, token).POST(HttpRequest.BodyPublishers.ofString(json)).build());
    }

    private static HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(server.uri().resolve(path))
                .header("Authorization", token.isEmpty() ? "Basic" : "Snowflake Token=\"" + token + "\"");
    }

    private static JsonNode send(HttpRequest request) throws Exception {
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
