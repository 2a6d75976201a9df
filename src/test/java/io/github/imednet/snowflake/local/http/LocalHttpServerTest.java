package io.github.imednet.snowflake.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalHttpServerTest {

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void requestsAreHandledAtTheSameTime() throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);
        HttpHandler waitsForTheOthers = exchange -> {
            try {
                together.await();
            } catch (Exception e) {
                throw new IOException(e);
            }
            exchange.sendResponseHeaders(204, -1);
        };
        try (LocalHttpServer server = LocalHttpServer.start("test", 0, waitsForTheOthers)) {
            Stream<CompletableFuture<Integer>> statuses = Stream.generate(() -> request(server.uri())).limit(4)
                    .map(request -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                            .thenApply(HttpResponse::statusCode));
            assertThat(statuses.toList()).allSatisfy(status -> assertThat(status.join()).isEqualTo(204));
        }
    }

    @Test
    void aHandlerThatThrowsClosesTheConnectionAndTheServerGoesOn() throws Exception {
        HttpHandler failsOnce = exchange -> {
            if (exchange.getRequestURI().getPath().equals("/bad")) {
                throw new IllegalStateException("told to fail");
            }
            exchange.sendResponseHeaders(204, -1);
        };
        try (LocalHttpServer server = LocalHttpServer.start("test", 0, failsOnce)) {
            assertThatThrownBy(() -> client.send(
                    request(server.uri().resolve("/bad")), HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
            assertThat(client.send(request(server.uri()), HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void aPortCanBeTakenOnceAndIsFreeAgainAfterClose() throws Exception {
        HttpHandler unused = exchange -> { };
        int port;
        try (LocalHttpServer server = LocalHttpServer.start("test", 0, unused)) {
            port = server.port();
            assertThat(server.uri()).isEqualTo(URI.create("http://127.0.0.1:" + port));
            assertThatThrownBy(() -> LocalHttpServer.start("other", port, unused)).isInstanceOf(BindException.class);
        }
        try (LocalHttpServer again = LocalHttpServer.start("again", port, unused)) {
            assertThat(again.port()).isEqualTo(port);
        }
    }

    private static HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri).build();
    }
}
