package io.github.imednet.snowflake.local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * What a client asked.
 *
 * @param server the address by which the client knows this server, {@code http://HOST:PORT}
 * @param query the parameters of the address
 * @param token session or master token of the Authorization header, or an empty string
 * @param body the JSON of the body, or a missing node
 */
record Request(String method, String server, String path, Map<String, String> query, String token, JsonNode body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Request read(HttpExchange exchange) throws IOException {
        return new Request(
                exchange.getRequestMethod(),
                server(exchange),
                // Some clients ask for the status of a query with one slash too many.
                exchange.getRequestURI().getPath().replaceAll("/{2,}", "/"),
                query(exchange.getRequestURI().getRawQuery()),
                token(exchange.getRequestHeaders().getFirst("Authorization")),
                body(exchange));
    }

    String requestId() {
        return query.getOrDefault("requestId", "");
    }

    /** What faults are matched against; without the SQL text where it is not to be executed. */
    String description() {
        String address = method + " " + path;
        return path.endsWith("/query-request") && !isDescribeOnly()
                ? address + " " + body.path("sqlText").asText().strip().replaceAll("\\s+", " ")
                : address;
    }

    boolean isDescribeOnly() {
        return body.path("describeOnly").asBoolean();
    }

    private static String server(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return "http://" + (host == null ? "127.0.0.1:" + exchange.getLocalAddress().getPort() : host);
    }

    static Map<String, String> query(String rawQuery) {
        Map<String, String> parameters = new HashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                }
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String token(String authorization) {
        if (authorization == null) {
            return "";
        }
        int quote = authorization.indexOf("Token=\"");
        return quote < 0 ? "" : authorization.substring(quote + 7, authorization.length() - 1);
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        boolean gzip = "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        if (!gzip || sent.length == 0) {
            return JSON.readTree(sent);
        }
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            return JSON.readTree(plain);
        }
    }
}
