package io.github.imednet.snowflake.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps what a driver sends when it logs in. It plays the part of an identity provider, and lets nobody in: what counts
 * is what was asked.
 */
final class RecordedSnowflake implements AutoCloseable {

    /** Snowflake's code for a login by single sign-on that failed. */
    static final int REFUSED = 390_190;

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

    /** The body of the first request to that path. */
    JsonNode body(String path) {
        return requests.stream()
                .filter(request -> request.path.equals(path))
                .map(Sent::body)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was sent to " + path + ", but to "
                        + requests.stream().map(Sent::path).toList()));
    }

    long count(String path) {
        return requests.stream().filter(request -> request.path.equals(path)).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(new Sent(path, body.length == 0 ? null : JSON.readTree(body)));
        byte[] answer = answerTo(path).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private String answerTo(String path) {
        return switch (path) {
            case "/session/authenticator-request" -> identityProvider
                    ? "{\"success\":true,\"data\":{\"tokenUrl\":\"%1$s/token\",\"ssoUrl\":\"%1$s/sso\",\"proofKey\":\"p\"}}"
                            .formatted(uri())
                    : REFUSAL;
            case "/token" -> "{\"status\":\"SUCCESS\",\"sessionToken\":\"one-time-token\"}";
            case "/sso" ->
                "<html><body><form action=\"%s/fed/login\" method=\"post\"></form></body></html>".formatted(uri());
            default -> REFUSAL;
        };
    }

    @Override
    public void close() {
        http.close();
    }

    private record Sent(String path, JsonNode body) {}
}
