package io.github.imednet.snowflake.local.imednet;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.imednet.snowflake.local.http.Fault;
import io.github.imednet.snowflake.local.http.FaultForm;
import io.github.imednet.snowflake.local.http.Faults;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
     * @throws IllegalArgumentException if the latency is negative
     */
    public record Settings(
            int port, StudyData data, String apiKey, String securityKey, Duration latency, Faults faults) {

        public Settings {
            if (latency.isNegative()) {
                throw new IllegalArgumentException("a latency of " + latency.toMillis() + " ms is below zero");
            }
        }

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

        /**
         * @param texts faults of the kinds of {@link #faultForms}
         * @throws IllegalArgumentException if one cannot be read; the message says which and why
         */
        public Settings withFaults(List<String> texts) {
            return withFaults(FaultKind.parse(texts));
        }

        /** Leaves the keys out. */
        @Override
        public String toString() {
            return "Settings[port=" + port + ", latency=" + latency + ", faults=" + faults.all() + "]";
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ImednetServer.class);

    private final Settings settings;
    private final EdcApi api;
    private final FaultyApi faultyApi;
    private final Envelope envelope;
    private final AtomicLong requests = new AtomicLong();
    private volatile Faults faults;
    private LocalHttpServer http;

    private ImednetServer(Settings settings) throws IOException {
        Clock clock = Clock.systemUTC();
        this.settings = settings;
        this.faults = settings.faults();
        this.envelope = new Envelope(clock);
        this.api = new EdcApi(settings.data(),
                Map.of("x-api-key", settings.apiKey(), "x-imn-security-key", settings.securityKey()), envelope);
        this.faultyApi = new FaultyApi(api, envelope, clock);
    }

    /** The kinds of faults that the server can make. */
    public static List<FaultForm> faultForms() {
        return FaultKind.forms();
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

    /** Changes the records now, as {@link #changeList} does. */
    public void change(String... faults) throws IOException {
        changeList(Resource.RECORDS.path(), faults);
    }

    /**
     * Changes one of a study's lists now, as these faults do with a request that they strike.
     *
     * @param list its name, such as {@code visits}
     * @param faults of the kinds change-row, new-row and remove-row
     * @throws IllegalArgumentException if one cannot be read, or there is no such list
     */
    public void changeList(String list, String... faults) throws IOException {
        Resource resource = Resource.ofStudyList(list)
                .orElseThrow(() -> new IllegalArgumentException("Studies have no list " + list));
        for (Fault fault : FaultKind.parse(List.of(faults)).all()) {
            api.change(resource, ListFault.of(fault, 0));
        }
    }

    /** Makes no faults any more; what they did to the study stays. */
    public void endFaults() {
        faults = Faults.none();
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
        Optional<Fault> fault = faults.strike(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        fault.ifPresent(struck ->
                LOG.info("Fault {} strikes {} {}", struck, exchange.getRequestMethod(), exchange.getRequestURI()));
        pause(settings.latency().toMillis() + fault.map(FaultKind::delayMillis).orElse(0L));
        Answer answer = answer(exchange, fault);
        requests.incrementAndGet();
        send(exchange, answer);
    }

    private Answer answer(HttpExchange exchange, Optional<Fault> fault) {
        ApiRequest request = ApiRequest.of(exchange.getRequestMethod(), exchange.getRequestURI());
        Headers headers = exchange.getRequestHeaders();
        try {
            return fault.isPresent()
                    ? faultyApi.answer(fault.get(), request, headers)
                    : api.answer(request, headers, ListFault.NONE);
        } catch (ApiException e) {
            Map<String, String> answerHeaders = e.status() == 405 ? Map.of("Allow", "GET") : Map.of();
            return Answer.json(e.status(), answerHeaders, envelope.error(e, ErrorBody.VENDOR, request.path()));
        } catch (IOException | RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            ApiException error = ApiException.of(500, "the server failed; its log says why");
            return Answer.json(500, Map.of(), envelope.error(error, ErrorBody.VENDOR, request.path()));
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.sent() < 0) {
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        // An answer to HEAD has no body; a length of 0 would mean an unknown length to the JDK's server.
        boolean bodyless = exchange.getRequestMethod().equals("HEAD") || answer.announced() == 0;
        exchange.sendResponseHeaders(answer.status(), bodyless ? -1 : answer.announced());
        if (!bodyless) {
            answer.body().writeTo(exchange.getResponseBody(), answer.sent());
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("closed while waiting to answer");
        }
    }
}
