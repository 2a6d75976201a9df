package io.github.imednet.snowflake.source;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.imednet.snowflake.config.ImednetSettings;
import io.github.imednet.snowflake.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API says to one request with 429 holds for all of the process; times are those of the server. */
class RequestPauseTest {

    private static final Duration ASKED = Duration.ofSeconds(2);

    private final Queue<Integer> statuses = new ArrayDeque<>();
    private final List<Long> arrivals = new CopyOnWriteArrayList<>();
    private final List<Long> begins = new ArrayList<>();
    private final List<Instant> told = new ArrayList<>();
    private HttpServer server;
    private ImednetHttpClient imednet;

    @BeforeEach
    void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Secret key = new Secret("key");
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        imednet = ImednetHttpClient.of(
                new ImednetSettings(address, key, key, 500, OptionalInt.of(2), Duration.ofMinutes(10)));
        imednet.pause().onRefusal(told::add);
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void noRequestBeginsBeforeA429OfAnotherOneAllowsIt() throws Exception {
        statuses.addAll(List.of(429, 200));
        Instant asked = Instant.now();

        assertThat(get()).isEqualTo(429);
        assertThat(told).singleElement().satisfies(until -> assertThat(until).isAfterOrEqualTo(asked.plus(ASKED)));
        assertThat(get()).isEqualTo(200);

        assertThat(Duration.ofNanos(arrivals.get(1) - arrivals.get(0))).isGreaterThanOrEqualTo(ASKED);
        assertThat(told).hasSize(1);
        assertThat(imednet.pause().left()).isZero();
    }

    @Test
    void whatAnotherProcessWasToldHoldsHereAndIsNotToldAgain() throws Exception {
        statuses.add(200);
        long begun = System.nanoTime();
        assertThat(imednet.pause().pause(ASKED)).isTrue();
        assertThat(imednet.pause().pause(Duration.ofMillis(1))).isFalse();

        assertThat(get()).isEqualTo(200);

        assertThat(Duration.ofNanos(arrivals.get(0) - begun)).isGreaterThanOrEqualTo(ASKED);
        assertThat(begins.get(0)).as("a pause is no part of the request")
                .isBetween(begun + ASKED.toNanos(), arrivals.get(0));
        assertThat(told).isEmpty();
    }

    @Test
    void whoIsToldToStopDoesNotWaitForItsEnd() {
        imednet.pause().pause(Duration.ofDays(1));
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return get();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        imednet.abandonRequests();

        await().until(waiting::isDone);

        assertThat(waiting).isCompletedExceptionally();
        assertThat(waiting.handle((status, failure) -> failure).join())
                .hasRootCauseInstanceOf(RequestAbandonedException.class);
        assertThat(arrivals).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "0")
    void a429WithoutATimeMeansTheWaitBeforeTheFirstRetry(String retryAfter) {
        RequestPause pause = new RequestPause(Duration.ofMinutes(1), new OpenRequests());
        pause.onRefusal(told::add);

        pause.refused(retryAfter == null ? null : new BasicHeader("Retry-After", retryAfter), null);

        assertThat(told).hasSize(1);
        assertThat(pause.left()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aPauseIsOfADayAtMost() {
        RequestPause pause = new RequestPause(Duration.ofMinutes(1), new OpenRequests());
        pause.onRefusal(told::add);

        pause.refused(new BasicHeader("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"), null);

        assertThat(pause.left()).isBetween(Duration.ofHours(23), Duration.ofDays(1));
        assertThat(told).singleElement().satisfies(until ->
                assertThat(until).isBeforeOrEqualTo(Instant.now().plus(Duration.ofDays(1))));
        assertThat(pause.pause(Duration.between(Instant.EPOCH, Instant.MAX))).isFalse();
        assertThat(pause.pause(Duration.between(Instant.EPOCH, Instant.MIN))).isFalse();
    }

    /** The service's clock is years behind this one's. */
    @Test
    void aDateIsMeasuredByTheAnswersOwnClock() {
        RequestPause pause = new RequestPause(Duration.ofMinutes(1), new OpenRequests());

        pause.refused(
                new BasicHeader("Retry-After", "Tue, 20 Nov 2018 10:00:00 GMT"),
                new BasicHeader("Date", "Tue, 20 Nov 2018 08:00:00 GMT"));

        assertThat(pause.left()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
    }

    @Test
    void requestsThatAreRefusedTogetherAreToldOfOnce() {
        RequestPause pause = new RequestPause(Duration.ofMinutes(10), new OpenRequests());
        pause.onRefusal(told::add);

        pause.refused(null, null);
        Duration first = pause.left();
        for (int i = 0; i < 15; i++) {
            pause.pause(first.plusMillis(900));
        }
        pause.refused(null, null);

        assertThat(told).hasSize(1);
        assertThat(pause.pause(Duration.ofMinutes(11))).isTrue();
    }

    private void answer(HttpExchange request) throws IOException {
        arrivals.add(System.nanoTime());
        int status = statuses.remove();
        if (status == 429) {
            request.getResponseHeaders().add("Retry-After", Long.toString(ASKED.toSeconds()));
        }
        request.sendResponseHeaders(status, -1);
        request.close();
    }

    private int get() throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create();
        imednet.configureHttpClient(builder);
        try (CloseableHttpClient http = builder.build()) {
            return http.execute(new HttpGet("http://127.0.0.1:" + server.getAddress().getPort()), answer -> {
                begins.add(Long.valueOf(answer.getFirstHeader(ImednetHttpClient.REQUEST_BEGUN).getValue()));
                return answer.getCode();
            });
        }
    }
}
