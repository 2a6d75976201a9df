package io.github.imednet.snowflake.local.imednet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks a server over real HTTP, with valid keys unless told otherwise. */
final class ApiClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;

    ApiClient(ImednetServer server) {
        this.server = server.uri();
    }

    HttpResponse<String> get(String path, String... namesAndValues) {
        return send(authorized(path, namesAndValues));
    }

    HttpRequest.Builder authorized(String path, String... namesAndValues) {
        return request(path, namesAndValues)
                .header("x-api-key", ImednetServer.DEFAULT_API_KEY)
                .header("x-imn-security-key", ImednetServer.DEFAULT_SECURITY_KEY);
    }

    HttpRequest.Builder request(String path, String... namesAndValues) {
        StringBuilder uri = new StringBuilder(server.toString()).append("/api/v1/edc").append(path);
        for (int index = 0; index < namesAndValues.length; index += 2) {
            uri.append(index == 0 ? '?' : '&').append(namesAndValues[index]).append('=')
                    .append(URLEncoder.encode(namesAndValues[index + 1], StandardCharsets.UTF_8));
        }
        return HttpRequest.newBuilder(URI.create(uri.toString()));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode page(String path, String... namesAndValues) {
        HttpResponse<String> response = get(path, namesAndValues);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response.body());
    }

    /** Every entity of a list, page after page. */
    List<JsonNode> all(String path, int size, String... namesAndValues) {
        List<JsonNode> entities = new ArrayList<>();
        int pages = 1;
        for (int page = 0; page < pages; page++) {
            List<String> parameters = new ArrayList<>(List.of(namesAndValues));
            parameters.addAll(List.of("page", String.valueOf(page), "size", String.valueOf(size)));
            JsonNode answer = page(path, parameters.toArray(String[]::new));
            answer.get("data").forEach(entities::add);
            pages = answer.at("/pagination/totalPages").intValue();
        }
        return entities;
    }

    /** One attribute of every entity of a list. */
    List<String> values(String attribute, String path, String... namesAndValues) {
        return all(path, 500, namesAndValues).stream().map(entity -> entity.get(attribute).asText()).toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
