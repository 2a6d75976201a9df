package io.github.imednet.snowflake.local.imednet;

import com.sun.net.httpserver.HttpExchange;
import io.github.imednet.snowflake.local.http.Faults;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An iMednet EDC REST API server on the loopback address: the twelve lists and the jobs of a study, with the faults
 * it was told to make.
 */
public final class ImednetServer implements AutoCloseable {

    /** The key that {@code x-api-key} must have unless told otherwise. */
    public static final String DEFAULT_API_KEY = "local-api-key";

    /** The key that {@code x-imn-security-key} must have unless told otherwise. */
    public static final String DEFAULT_SECURITY_KEY = "local-security-key";

    /**
     * How a server runs.
     *
     * @param port 0 for any free one
     * @param data stays open when the server closes
     * @param latency waited before each answer
     */
    public record Settings(
            int port, StudyData data, String apiKey, String securityKey, Duration latency, Faults faults) {

        /** Any free port, the default keys, no latency, no faults. */
        public static Settings defaults(StudyData data) {
            return new Settings(0, data, DEFAULT_API_KEY, DEFAULT_SECURITY_KEY, Duration.ZERO, Faults.none());
        }

        public Settings withPort(int otherPort) {
            return new Settings(otherPort, data, apiKey, securityKey, latency, faults);
        }

        public Settings withKeys(String otherApiKey, String otherSecurityKey) {
            return new Settings(port, data, otherApiKey, otherSecurityKey, latency, faults);
        }

        public Settings withLatency(Duration otherLatency) {
            return new Settings(port, data, apiKey, securityKey, otherLatency, faults);
        }

        public Settings withFaults(Faults otherFaults) {
            return new Settings(port, data, apiKey, securityKey, latency, otherFaults);
        }
    }

    private final EdcApi api;
    private final Envelope envelope;
    private final Duration latency;
    private final AtomicLong requests = new AtomicLong();
    private LocalHttpServer http;

    private ImednetServer(Settings settings) throws IOException {
        this.envelope = new Envelope(Clock.systemUTC());
        this.api = new EdcApi(settings.data(),
                Map.of("x-api-key", settings.apiKey(), "x-imn-security-key", settings.securityKey()), envelope);
        this.latency = settings.latency();
    }

    /** @throws IOException if the port cannot be bound or the data cannot be read */
    public static ImednetServer start(Settings settings) throws IOException {
        ImednetServer server = new ImednetServer(settings);
        server.http = LocalHttpServer.start("imednet", settings.port(), server::handle);
        return server;
    }

    /** The server's address, such as {@code http://127.0.0.1:8080}: the API's base URL. */
    public URI uri() {
        return http.uri();
    }

    /** How many requests were answered so far, refused and faulty ones included. */
    public long requests() {
        return requests.get();
    }

    @Override
    public void close() {
        http.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        pause();
        send(exchange, answer(ApiRequest.of(exchange.getRequestMethod(), exchange.getRequestURI()), exchange));
        requests.incrementAndGet();
    }

    private Answer answer(ApiRequest request, HttpExchange exchange) throws IOException {
        try {
            return api.answer(request, exchange.getRequestHeaders());
        } catch (ApiException e) {
            return Answer.json(e.status(), Map.of(), envelope.error(e, ErrorBody.VENDOR, request.path()));
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length());
        answer.body().writeTo(exchange.getResponseBody(), answer.body().length());
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("closed while waiting to answer");
        }
    }
}
