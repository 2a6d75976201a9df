package io.github.imednet.snowflake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.imednet.snowflake.config.ImednetSettings;
import io.github.imednet.snowflake.config.Secret;
import io.github.imednet.snowflake.source.ImednetHttpClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportThreadsTest {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private URI address;

    @BeforeEach
    void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", request -> {
            request.sendResponseHeaders(statuses.remove(), -1);
            request.close();
        });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void asManyPagesAreReadAtATimeAsTheApisAnswersAllow() throws Exception {
        ImednetHttpClient imednet = client(OptionalInt.empty());
        assertThat(mostAtATime(imednet)).isEqualTo(4);

        get(imednet, 429);
        assertThat(mostAtATime(imednet)).isEqualTo(2);

        for (int answer = 0; answer < 8 * 2; answer++) {
            get(imednet, 200);
        }
        assertThat(imednet.parallelPages().limit()).isBetween(2, 3);
    }

    @Test
    void aPoolFollowsWhileItWorks() throws Exception {
        ImednetHttpClient imednet = client(OptionalInt.empty());
        ExecutorService pool = ExportThreads.pageReaders(imednet);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger busy = new AtomicInteger();
        try {
            for (int task = 0; task < 20; task++) {
                pool.execute(() -> occupy(busy, end));
            }
            await().atMost(LIMIT).until(() -> busy.get() == 4);
            for (int answer = 0; answer < 4; answer++) {
                imednet.parallelPages().answered(200, answer, answer + 1L);
            }
            await().atMost(LIMIT).until(() -> busy.get() == 5);
        } finally {
            end.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void aNumberThatIsSetStays() throws Exception {
        ImednetHttpClient imednet = client(OptionalInt.of(3));

        get(imednet, 429);

        assertThat(mostAtATime(imednet)).isEqualTo(3);
    }

    private ImednetHttpClient client(OptionalInt parallelPages) {
        Secret key = new Secret("key");
        return ImednetHttpClient.of(
                new ImednetSettings(address, key, key, 500, parallelPages, Duration.ofMinutes(10)));
    }

    private void get(ImednetHttpClient imednet, int status) throws Exception {
        statuses.add(status);
        HttpClientBuilder builder = HttpClientBuilder.create();
        imednet.configureHttpClient(builder);
        try (CloseableHttpClient http = builder.build()) {
            int answered = http.execute(new HttpGet(address), answer -> answer.getCode());
            assertThat(answered).isEqualTo(status);
        }
    }

    private static int mostAtATime(ImednetHttpClient imednet) throws Exception {
        ExecutorService pool = ExportThreads.pageReaders(imednet);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger busy = new AtomicInteger();
        try {
            int limit = imednet.parallelPages().limit();
            for (int task = 0; task < 20; task++) {
                pool.execute(() -> occupy(busy, end));
            }
            await().atMost(LIMIT).until(() -> busy.get() == limit);
            return busy.get();
        } finally {
            end.countDown();
            pool.shutdownNow();
        }
    }

    private static void occupy(AtomicInteger busy, CountDownLatch end) {
        busy.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
