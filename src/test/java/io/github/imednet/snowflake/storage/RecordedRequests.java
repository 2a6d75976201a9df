package io.github.imednet.snowflake.storage;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that remembers all requests, and answers as a storage that took them or as one that refuses them. */
final class RecordedRequests implements AutoCloseable {

    /** @param uri path and query, percent-encoded as it came */
    record Request(String method, String uri, Headers headers, byte[] body) {}

    private final LocalHttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile int refusal;

    RecordedRequests() throws IOException {
        server = LocalHttpServer.start("storage", 0, this::answer);
    }

    URI uri() {
        return server.uri();
    }

    /** From now on writes are answered with this status. */
    void refuse(int status) {
        refusal = status;
    }

    /** The requests that would have written something. */
    List<Request> writes() {
        return requests.stream().filter(request -> !isToken(request.uri)).toList();
    }

    /** The requests for an access token. */
    List<Request> tokens() {
        return requests.stream().filter(request -> isToken(request.uri)).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
        requests.add(request);
        if (isToken(request.uri)) {
            json(exchange, 200, "{\"access_token\":\"token-1\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        } else if (refusal != 0) {
            exchange.getResponseHeaders().putAll(Map.of("x-ms-error-code", List.of("Refused")));
            json(
                    exchange,
                    refusal,
                    "{\"error\":{\"code\":" + refusal + ",\"message\":\"No.\",\"errors\":[{\"reason\":\"refused\"}]}}");
        } else if (request.method.equals("POST") && request.uri.contains("uploadType=resumable")) {
            exchange.getResponseHeaders().set("Location", uri() + "/resumed");
            json(exchange, 200, "");
        } else if (request.headers.containsKey("x-ms-version")) {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.getResponseHeaders().set("Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT");
            exchange.sendResponseHeaders(201, -1);
        } else {
            json(exchange, 200, "{\"kind\":\"storage#object\",\"bucket\":\"clinical\",\"name\":\"x\",\"size\":\""
                    + request.body.length + "\",\"generation\":\"1\"}");
        }
    }

    private static boolean isToken(String uri) {
        return uri.equals("/token");
    }

    private static void json(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.close();
    }
}
