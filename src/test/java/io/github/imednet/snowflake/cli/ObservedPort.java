package io.github.imednet.snowflake.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Where a program that stays is observed: {@code observe.port}. */
record ObservedPort(int number) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** One at which nobody listens. */
    static ObservedPort free() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return new ObservedPort(free.getLocalPort());
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + number + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).header("Accept", accept));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
