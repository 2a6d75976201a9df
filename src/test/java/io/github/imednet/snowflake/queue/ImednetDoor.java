package io.github.imednet.snowflake.queue;

import com.sun.net.httpserver.HttpExchange;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A door before the iMednet server, that sees when requests come, and how many are under way. */
final class ImednetDoor implements AutoCloseable {

    private final LocalHttpServer door;
    private final URI server;
    private final Duration delay;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile CountDownLatch open = new CountDownLatch(0);
    private final List<Passed> passed = new CopyOnWriteArrayList<>();

    /** A request: its path, when it came, when it was answered, and how. */
    record Passed(String path, Instant came, Instant answered, int status) {}

    /** @param delay how long each request stays in the door, so that they meet there */
    ImednetDoor(URI server, Duration delay) throws IOException {
        this.server = server;
        this.delay = delay;
        this.door = LocalHttpServer.start("imednet-door", 0, this::pass);
    }

    URI uri() {
        return door.uri();
    }

    /** From now on requests stay in the door. */
    void shut() {
        open = new CountDownLatch(1);
    }

    /** Lets them pass again. */
    void open() {
        open.countDown();
    }

    /** How many requests are under way. */
    int underWay() {
        return underWay.get();
    }

    /** How many requests were under way at the same time, at most. */
    int most() {
        return most.get();
    }

    List<Passed> passed() {
        return List.copyOf(passed);
    }

    private void pass(HttpExchange exchange) throws IOException {
        Instant came = Instant.now();
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            Thread.sleep(delay.toMillis());
            open.await();
            HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()));
            for (String name : List.of("x-api-key", "x-imn-security-key", "Accept")) {
                request.header(name, exchange.getRequestHeaders().getFirst(name));
            }
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            for (String name : List.of("Content-Type", "Retry-After", "Date")) {
                answer.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            }
            passed.add(new Passed(exchange.getRequestURI().getPath(), came, Instant.now(), answer.statusCode()));
            // From now on the client may have its answer, and ask for more.
            underWay.decrementAndGet();
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        open();
        door.close();
    }
}
