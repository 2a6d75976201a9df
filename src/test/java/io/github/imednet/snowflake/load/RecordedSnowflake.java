package io.github.imednet.snowflake.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps what a driver sends when it logs in. It plays the part of an identity provider and, for a driver that takes it
 * for its proxy, of the clouds' metadata servers, and lets nobody in: what counts is what was asked.
 */
final class RecordedSnowflake implements AutoCloseable {

    /** Snowflake's code for a login by single sign-on that failed. */
    static final int REFUSED = 390_190;

    /** What the clouds vouch for a workload with. */
    static final String WORKLOAD_TOKEN =
            jwtPart("{\"alg\":\"RS256\"}")
                    + '.'
                    + jwtPart("{\"iss\":\"https://issuer.example.test\",\"sub\":\"nightly\"}")
                    + ".c2ln";

    static final String LOGIN = "/session/v1/login-request";
    static final String AUTHENTICATOR = "/session/authenticator-request";
    static final String AZURE_TOKEN = "/metadata/identity/oauth2/token";
    static final String AZURE_FUNCTIONS_TOKEN = "/msi/token";
    static final String GCP_TOKEN = "/computeMetadata/v1/instance/service-accounts/default/identity";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REFUSAL =
            "{\"success\":false,\"code\":\"" + REFUSED + "\",\"message\":\"Not let in\",\"data\":null}";

    private final LocalHttpServer http;
    private final boolean identityProvider;
    private final List<Sent> requests = new CopyOnWriteArrayList<>();

    /** @param identityProvider whether it names itself as one; else it refuses single sign-on */
    RecordedSnowflake(boolean identityProvider) throws IOException {
        this.identityProvider = identityProvider;
        this.http = LocalHttpServer.start("recorded-snowflake", 0, this::answer);
    }

    URI uri() {
        return http.uri();
    }

    /** Logs in with these settings as the user {@code loader}, and sees that it is refused and not tried again. */
    void logIn(Map<String, String> settings) {
        assertThatThrownBy(() -> connect(settings))
                .satisfies(failure -> assertThat(SnowflakeErrors.loginRefusal(failure))
                        .as("%s", failure)
                        .get()
                        .asString()
                        .contains("refused"));
        assertThat(count(LOGIN) + count(AUTHENTICATOR)).isLessThanOrEqualTo(2);
    }

    void connect(Map<String, String> settings) throws SQLException {
        try (HikariDataSource pool = pool(settings)) {
            pool.getConnection().close();
        }
    }

    /** A pool of the user {@code loader} with these settings, which has not logged in yet. */
    HikariDataSource pool(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("snowflake.account", "local");
        all.put("snowflake.user", "loader");
        all.putIfAbsent("snowflake.url", uri().toString());
        all.put("snowflake.login-timeout", "20");
        ConnectionSettings connection = ConnectionSettings.read(key -> Optional.ofNullable(all.get(key)));
        return SnowflakeDataSource.open(connection, 1);
    }

    /** The body of the first request to that path. */
    JsonNode body(String path) {
        return first(path).body();
    }

    /** The first request to that path. */
    Sent first(String path) {
        return requests.stream()
                .filter(request -> request.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was sent to " + path + ", but to "
                        + requests.stream().map(Sent::path).toList()));
    }

    long count(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).count();
    }

    private static String jwtPart(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(new Sent(
                exchange.getRequestURI(), exchange.getRequestHeaders(), body.length == 0 ? null : JSON.readTree(body)));
        byte[] answer = answerTo(path).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private String answerTo(String path) {
        return switch (path) {
            case AUTHENTICATOR -> identityProvider
                    ? "{\"success\":true,\"data\":{\"tokenUrl\":\"%1$s/token\",\"ssoUrl\":\"%1$s/sso\",\"proofKey\":\"p\"}}"
                            .formatted(uri())
                    : REFUSAL;
            case "/token" -> "{\"status\":\"SUCCESS\",\"sessionToken\":\"one-time-token\"}";
            case "/sso" -> "<html><body><form action=\"%s/fed/login\" method=\"post\"></form></body></html>"
                    .formatted(uri());
            case AZURE_TOKEN, AZURE_FUNCTIONS_TOKEN -> "{\"access_token\":\"%s\"}".formatted(WORKLOAD_TOKEN);
            case GCP_TOKEN -> WORKLOAD_TOKEN;
            default -> REFUSAL;
        };
    }

    @Override
    public void close() {
        http.close();
    }

    /** @param uri with the host that was asked for, where the driver takes this server for its proxy */
    record Sent(URI uri, Headers headers, JsonNode body) {

        String path() {
            return uri.getPath();
        }
    }
}
