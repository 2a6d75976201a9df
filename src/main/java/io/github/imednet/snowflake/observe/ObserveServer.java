package io.github.imednet.snowflake.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ObserveSettings;
import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.report.Reports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.util.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows meters to Prometheus, health to Kubernetes and reports to people, at the paths of Camel's observability
 * services. It is the JDK's server: Camel's own one brings Vert.x and Netty along.
 */
final class ObserveServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ObserveServer.class);
    private static final int THREADS = 4;
    private static final String REPORT = "/observe/report";
    private static final String CONSOLE = "/q/dev";
    private static final String JSON = "application/json";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final HttpServer http;
    private final String address;
    private final ExecutorService threads;
    private final CamelContext context;
    private final UnaryOperator<String> metrics;
    private final Reports reports;
    private final RunConsole console = new RunConsole();

    /**
     * Starts listening.
     *
     * @param metrics gives the meters in the format of a content type
     * @param reports pages about runs
     * @throws ExportConfigurationException if nobody can listen there
     */
    static ObserveServer start(
            ObserveSettings settings, CamelContext context, UnaryOperator<String> metrics, Reports reports) {
        try {
            int port = Objects.requireNonNull(settings.port());
            HttpServer http = HttpServer.create(new InetSocketAddress(settings.address(), port), 0);
            return new ObserveServer(http, settings.address(), context, metrics, reports);
        } catch (IOException | RuntimeException e) {
            throw new ExportConfigurationException(List.of("Cannot listen at observe.port " + settings.port()
                    + " of observe.address " + settings.address() + " (" + e.getMessage() + "): set another port"));
        }
    }

    private ObserveServer(
            HttpServer http,
            String address,
            CamelContext context,
            UnaryOperator<String> metrics,
            Reports reports) {
        this.http = http;
        this.address = address;
        this.context = context;
        this.metrics = metrics;
        this.reports = reports;
        console.setCamelContext(context);
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "imednet-observe");
            thread.setDaemon(true);
            return thread;
        });
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** With the address as the settings have it: the socket calls 0.0.0.0 [0:0:0:0:0:0:0:0] where there is IPv6. */
    URI uri() {
        boolean bare = address.contains(":") && !address.startsWith("[");
        return URI.create("http://" + (bare ? "[" + address + "]" : address) + ":" + port());
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answerOrFailure(exchange);
            byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** What cannot be read, such as a damaged journal, is told to who asked, and in the log. */
    private Answer answerOrFailure(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        try {
            return answer(exchange);
        } catch (IOException | ExportConfigurationException e) {
            String reason = SystemErrors.reason(e);
            LOG.warn("{} could not be answered: {}", path, reason);
            return new Answer(500, TEXT, "This could not be answered: " + reason + '\n');
        } catch (RuntimeException e) {
            LOG.warn("{} could not be answered", path, e);
            return new Answer(500, TEXT, "This could not be answered: the log has the reason\n");
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return new Answer(405, TEXT, "Only GET and HEAD\n");
        }
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith(REPORT + '/')) {
            return report(path.substring(REPORT.length() + 1));
        }
        return switch (path) {
            case "/observe/metrics" -> metrics(String.valueOf(exchange.getRequestHeaders().getFirst("Accept")));
            case "/observe/health" -> health(Probe.ALL);
            case "/observe/health/live" -> health(Probe.LIVE);
            case "/observe/health/ready" -> health(Probe.READY);
            case CONSOLE, CONSOLE + '/' + RunConsole.ID -> console(exchange);
            case REPORT -> new Answer(200, HTML, reports.ofAll(REPORT + '/'));
            default -> new Answer(404, TEXT, "There are /observe/metrics, /observe/health with /live and /ready,"
                    + " /observe/report, and " + CONSOLE + "\n");
        };
    }

    private Answer report(String run) throws IOException {
        return switch (reports.count(run)) {
            case 0 -> new Answer(404, TEXT, "No such run\n");
            case 1 -> new Answer(200, HTML, reports.ofRun(run));
            default -> new Answer(409, TEXT, "More than one run has an id with this beginning: " + REPORT + " has"
                    + " all\n");
        };
    }

    /** As Camel's console does: text, or JSON for who asks for it. */
    private Answer console(HttpExchange exchange) {
        boolean asJson = String.valueOf(exchange.getRequestHeaders().getFirst("Accept")).contains(JSON);
        Object shown = console.call(asJson ? DevConsole.MediaType.JSON : DevConsole.MediaType.TEXT);
        return asJson
                ? new Answer(200, JSON, ((JsonObject) shown).toJson())
                : new Answer(200, "text/plain; charset=utf-8", (String) shown);
    }

    private Answer metrics(String accepted) {
        String format = accepted.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        return new Answer(200, format, metrics.apply(format));
    }

    private Answer health(Probe probe) throws JsonProcessingException {
        Probe.Health health = probe.of(context);
        return new Answer(health.isUp() ? 200 : 503, JSON, new ObjectMapper().writeValueAsString(health));
    }

    private record Answer(int status, String contentType, String text) {}
}
