package io.github.imednet.snowflake.local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a stage sent and fetched with a token for all of them, as snowflake-connector-python 5 does. */
class StageTokensTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static SnowflakeServer server;
    private static String session;

    @BeforeAll
    static void start() throws Exception {
        server = SnowflakeServer.start(Settings.defaults(directory).withStagesOverHttp(true));
        session = post("/session/v1/login-request?requestId=" + UUID.randomUUID(), Map.of("data", Map.of(
                "ACCOUNT_NAME", "any", "LOGIN_NAME", "loader", "PASSWORD", "local-password",
                "CLIENT_APP_ID", "PythonConnector", "CLIENT_APP_VERSION", "5.2.0"))).at("/data/token").asText();
        query("create stage st");
        query("create stage other");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theClientNamesTheFileAndIsToldWhetherItIsThere() throws Exception {
        JsonNode stage = query("put file:///people.csv @st/sub").at("/data/stageInfo");
        assertThat(stage.path("presignedUrl").isNull()).isTrue();
        assertThat(stage.path("endPoint").asText()).isEqualTo(server.uri().toString());
        String token = stage.at("/creds/GCS_ACCESS_TOKEN").asText();
        HttpRequest.Builder file = file(stage, "people.csv.gz", token);
        assertThat(send(file.method("HEAD", BodyPublishers.noBody())).statusCode()).isEqualTo(404);

        assertThat(send(file.PUT(BodyPublishers.ofString("content"))).statusCode()).isEqualTo(200);

        HttpResponse<String> head = send(file.method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).contains("7");
        JsonNode get = query("get @st file:///target").path("data");
        assertThat(get.at("/src_locations/0").asText()).isEqualTo("sub/people.csv.gz");
        String getToken = get.at("/stageInfo/creds/GCS_ACCESS_TOKEN").asText();
        assertThat(send(file(get.path("stageInfo"), "sub/people.csv.gz", getToken).GET()).body()).isEqualTo("content");
    }

    @Test
    void aTokenIsForItsDirectoryAlone() throws Exception {
        JsonNode stage = query("put file:///a @st/sub").at("/data/stageInfo");
        JsonNode other = query("put file:///a @other").at("/data/stageInfo");
        String token = stage.at("/creds/GCS_ACCESS_TOKEN").asText();

        assertThat(send(file(other, "a", token).PUT(BodyPublishers.ofString("x"))).statusCode()).isEqualTo(403);
        assertThat(send(file(stage, "%2E%2E/a", token).PUT(BodyPublishers.ofString("x"))).statusCode()).isEqualTo(403);
        assertThat(send(file(stage, "a", "9999999999.x").GET()).statusCode()).isEqualTo(403);
        assertThat(send(file(stage, "a", "").GET()).statusCode()).isEqualTo(403);
    }

    private static HttpRequest.Builder file(JsonNode stage, String name, String token) {
        return HttpRequest.newBuilder(
                        URI.create(stage.path("endPoint").asText() + '/' + stage.path("location").asText() + name))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode query(String sql) throws Exception {
        JsonNode answer = post("/queries/v1/query-request?requestId=" + UUID.randomUUID(), Map.of("sqlText", sql));
        assertThat(answer.path("success").asBoolean()).as(answer.toString()).isTrue();
        return answer;
    }

    private static JsonNode post(String path, Map<String, ?> body) throws Exception {
        return JSON.readTree(send(HttpRequest.newBuilder(server.uri().resolve(path))
                .header("Authorization", session == null ? "Basic" : "Snowflake Token=\"" + session + "\"")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))).body());
    }
}
