package io.github.imednet.snowflake.local.imednet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server takes, what it refuses, and how both answers look, byte for byte. */
class RequestsTest {

    private static final String TIME = "\"timestamp\":\"2\\d{3}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\"";

    @TempDir
    private static Path folder;

    private static StudyData data;
    private static ImednetServer server;
    private static ApiClient client;

    @BeforeAll
    static void start() throws IOException {
        data = new StudyFiles(folder)
                .lines("studies", "{\"studyKey\":\"A B/Ü\",\"studyId\":1}", "{\"studyKey\":\"S\",\"studyId\":2}")
                .lines("sites",
                        "{\"studyKey\":\"S\",\"siteId\":7,\"siteName\":\"Mock \\\"Site\\\" \\u00fc ü\"}",
                        "{\"studyKey\":\"A B/Ü\",\"siteId\":8,\"siteName\":null}")
                .lines("users",
                        "{\"userId\":\"u1\",\"login\":\"b\",\"userActiveInStudy\":true,\"roles\":[]}",
                        "{\"userId\":\"u2\",\"login\":\"a\",\"userActiveInStudy\":false,\"roles\":[]}")
                .lines("jobs", "{\"jobId\":\"j\",\"batchId\":\"b-1\",\"state\":\"completed\"}")
                .open();
        server = ImednetServer.start(ImednetServer.Settings.defaults(data));
        client = new ApiClient(server);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        data.close();
    }

    @Test
    void aPageComesInTheDocumentedEnvelopeWithTheEntitiesAsTheyAreStored() {
        HttpResponse<String> response =
                client.get("/studies/S/sites", "size", "10", "sort", "siteName,desc", "sort", "siteId,ASC");
        assertThat(withoutTime(response.body())).isEqualTo("{\"metadata\":{\"status\":\"OK\",\"method\":\"GET\","
                + "\"path\":\"/api/v1/edc/studies/S/sites\",TIME,\"error\":{}},"
                + "\"pagination\":{\"currentPage\":0,\"size\":10,\"totalPages\":1,\"totalElements\":1,"
                + "\"sort\":[{\"property\":\"siteName\",\"direction\":\"DESC\"},"
                + "{\"property\":\"siteId\",\"direction\":\"ASC\"}]},"
                + "\"data\":[{\"studyKey\":\"S\",\"siteId\":7,\"siteName\":\"Mock \\\"Site\\\" \\u00fc ü\"}]}");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Content-Length")).isPresent();
    }

    @Test
    void anEmptyListHasNoPages() {
        assertThat(withoutTime(client.get("/studies/S/queries").body())).isEqualTo("{\"metadata\":{\"status\":\"OK\","
                + "\"method\":\"GET\",\"path\":\"/api/v1/edc/studies/S/queries\",TIME,\"error\":{}},"
                + "\"pagination\":{\"currentPage\":0,\"size\":25,\"totalPages\":0,\"totalElements\":0,"
                + "\"sort\":[{\"property\":\"annotationId\",\"direction\":\"ASC\"}]},\"data\":[]}");
    }

    @Test
    void anErrorComesInTheVendorsShape() {
        HttpResponse<String> response = client.get("/studies", "page", "XX");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(withoutTime(response.body())).isEqualTo("{\"metadata\":{\"status\":\"BAD_REQUEST\","
                + "\"path\":\"/api/v1/edc/studies\",TIME,\"error\":{\"code\":\"1000\","
                + "\"description\":\"page is a whole number from 0 to 2147483647\","
                + "\"field\":{\"attribute\":\"page\",\"value\":\"XX\"}}}}");
    }

    @ParameterizedTest
    @CsvSource({
        "size,0", "size,501", "size,-1", "size,abc", "size,''", "size,25.0", "size,99999999999",
        "page,-1", "page,1.5", "page,''", "page,2147483648"})
    void aPageOrSizeOutOfBoundsIsRefused(String parameter, String value) {
        HttpResponse<String> response = client.get("/studies/S/sites", parameter, value);
        JsonNode error = ApiClient.json(response.body()).at("/metadata/error");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.at("/code").asText()).isEqualTo("1000");
        assertThat(error.at("/field/attribute").asText()).isEqualTo(parameter);
        assertThat(error.at("/field/value").asText()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filter", "recordDataFilter", "sort"})
    void anEmptyFilterOrSortIsAsIfItWereLeftOut(String parameter) {
        assertThat(withoutTime(client.get("/studies/S/sites", parameter, "").body()))
                .isEqualTo(withoutTime(client.get("/studies/S/sites").body()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "500"})
    void theBoundsOfTheSizeAreIncluded(String size) {
        assertThat(client.page("/studies/S/sites", "size", size).at("/pagination/size").asText()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
        "none, local-security-key, header x-api-key is missing",
        "local-api-key, none, header x-imn-security-key is missing",
        "wrong, local-security-key, header x-api-key is not valid",
        "local-api-key, wrong, header x-imn-security-key is not valid"})
    void bothKeysAreRequired(String apiKey, String securityKey, String reason) {
        HttpRequest.Builder request = client.request("/studies");
        if (apiKey != null) {
            request.header("x-api-key", apiKey);
        }
        if (securityKey != null) {
            request.header("X-IMN-Security-Key", securityKey);
        }
        HttpResponse<String> response = client.send(request);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(withoutTime(response.body())).isEqualTo("{\"metadata\":{\"status\":\"UNAUTHORIZED\","
                + "\"path\":\"/api/v1/edc/studies\",TIME,\"error\":{\"code\":\"9001\",\"description\":\"" + reason
                + "\"}}}");
    }

    @Test
    void aStudyThatTheKeysDoNotReachIsForbidden() {
        HttpResponse<String> response = client.get("/studies/OTHER/records", "size", "501");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(ApiClient.json(response.body()).at("/metadata/status").asText()).isEqualTo("FORBIDDEN");
        assertThat(ApiClient.json(response.body()).at("/metadata/error/code").asText()).isEqualTo("9001");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "/", "/study", "/studies/", "/studies/S", "/studies/S/", "/studies/S/sites/", "/studies/S/sites/7",
        "/studies/S/jobs", "/studies/S/jobs/none", "/studies/S/studies", "/studies/S/jobs/b-1/x", "/../../x"})
    void whatIsNotServedIsNotFound(String path) {
        HttpResponse<String> response = client.get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(ApiClient.json(response.body()).at("/metadata/status").asText()).isEqualTo("NOT_FOUND");
        assertThat(ApiClient.json(response.body()).at("/metadata/path").asText()).endsWith(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void onlyGetIsAllowed(String method) {
        HttpResponse<String> response = client.send(client.authorized("/studies/S/records")
                .method(method, HttpRequest.BodyPublishers.ofString("[]")));
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET");
        assertThat(ApiClient.json(response.body()).at("/metadata/status").asText()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void aHeadRequestIsRefusedWithoutABody() {
        HttpResponse<String> response = client.send(client.authorized("/studies")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void studyKeysInPathsArePercentDecodedAndEchoedAsTheyCame() {
        JsonNode page = client.page("/studies/A%20B%2F%C3%9C/sites");
        assertThat(page.at("/data/0/siteId").intValue()).isEqualTo(8);
        assertThat(page.at("/metadata/path").asText()).isEqualTo("/api/v1/edc/studies/A%20B%2F%C3%9C/sites");
        assertThat(client.get("/studies/A+B%2F%C3%9C/sites").statusCode()).isEqualTo(403);
    }

    @Test
    void aStudyHasOnlyEntitiesOfItsOwn() {
        assertThat(client.values("siteId", "/studies/S/sites")).containsExactly("7");
        assertThat(client.values("siteId", "/studies/S/sites", "filter", "siteId>1")).containsExactly("7");
        assertThat(client.values("studyKey", "/studies")).containsExactly("A B/Ü", "S");
    }

    @Test
    void inactiveUsersAreListedWhenAskedForOnly() {
        assertThat(client.values("login", "/studies/S/users")).containsExactly("b");
        assertThat(client.values("login", "/studies/S/users", "includeInactive", "false")).containsExactly("b");
        assertThat(client.values("login", "/studies/S/users", "includeInactive", "true")).containsExactly("a", "b");
        assertThat(client.values("login", "/studies/S/users", "includeInactive", "True")).containsExactly("a", "b");
        assertThat(client.get("/studies/S/users", "includeInactive", "yes").statusCode()).isEqualTo(400);
    }

    @Test
    void aJobComesBare() {
        assertThat(client.get("/studies/S/jobs/b-1").body())
                .isEqualTo("{\"jobId\":\"j\",\"batchId\":\"b-1\",\"state\":\"completed\"}");
    }

    @Test
    void parametersThatTheApiDoesNotKnowAreIgnored() {
        assertThat(client.page("/studies/S/sites", "limit", "3").get("data")).hasSize(1);
    }

    @Test
    void everyRequestIsCountedOnceItIsAnswered() {
        long before = server.requests();
        client.get("/studies");
        client.get("/nowhere");
        assertThat(server.requests()).isEqualTo(before + 2);
    }

    private static String withoutTime(String body) {
        assertThat(body).containsPattern(TIME);
        return body.replaceAll(TIME, "TIME");
    }
}
