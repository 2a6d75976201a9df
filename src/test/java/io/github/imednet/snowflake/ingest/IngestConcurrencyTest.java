package io.github.imednet.snowflake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are written, sent and copied at the same time, and as many of them as the settings say. */
class IngestConcurrencyTest {

    private static final int ROWS = 40_000;

    @RegisterExtension
    final Ingests snowflake = new Ingests();

    @ParameterizedTest
    @CsvSource({"PUT, ingest.upload-concurrency", "COPY, ingest.copy-concurrency"})
    void asManyStatementsRunAtTheSameTimeAsSetAndNoMore(String statement, String setting) throws Exception {
        Statements statements = new Statements(statement, 2);
        snowflake.observe(statements);

        snowflake.ingest("LIMITED", rows(ROWS), Map.of(
                "ingest.target-file-size", "20000", "ingest.writer-concurrency", "6", setting, "2"));

        assertThat(statements.most).hasValue(2);
        assertThat(snowflake.query("SELECT COUNT(*), COUNT(DISTINCT ID) FROM LIMITED"))
                .containsExactly(ROWS + "|" + ROWS);
    }

    @Test
    void filesAreCopiedWhileTheLastRowsAreStillAwaited() throws Exception {
        Statements copies = new Statements("COPY", 1);
        snowflake.observe(copies);
        Iterator<Map<String, Object>> rows = IntStream.range(0, ROWS)
                .peek(number -> assertThat(number < ROWS - 1 || await(copies.ended))
                        .as("a COPY before the last row").isTrue())
                .mapToObj(IngestConcurrencyTest::row)
                .iterator();

        IngestSummary summary = snowflake.ingest("EARLY", rows, Map.of("ingest.target-file-size", "20000"));

        assertThat(summary.copies()).isGreaterThan(1);
        assertThat(summary.rows()).isEqualTo(ROWS);
    }

    @Test
    void theTemporaryStageIsGoneWithItsFilesWhenTheIngestionEnds() throws Exception {
        Path stages = snowflake.stages();

        IngestSummary summary = snowflake.ingest("STAGED", rows(10), Map.of());

        assertThat(summary.puts()).isEqualTo(1);
        assertThat(snowflake.query("SHOW STAGES")).isEmpty();
        try (Stream<Path> left = Files.exists(stages) ? Files.walk(stages) : Stream.<Path>empty()) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static Iterator<Map<String, Object>> rows(int count) {
        return IntStream.range(0, count).mapToObj(IngestConcurrencyTest::row).iterator();
    }

    private static Map<String, Object> row(int number) {
        return Map.of("id", number, "name", "name " + number);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(Waiting.LIMIT.toMinutes(), TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts how many statements of a kind run at the same time; the first ones wait for one another. */
    private static final class Statements extends EventNotifierSupport {

        private final String kind;
        private final CountDownLatch together;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        Statements(String kind, int together) {
            this.kind = kind;
            this.together = new CountDownLatch(together);
        }

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeSendingEvent sending && isOfKind(
                    sending.getExchange(), sending.getEndpoint().getEndpointUri())) {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                together.countDown();
                await(together);
            } else if (event instanceof ExchangeSentEvent sent && isOfKind(
                    sent.getExchange(), sent.getEndpoint().getEndpointUri())) {
                running.decrementAndGet();
                ended.countDown();
            }
        }

        private boolean isOfKind(Exchange exchange, String endpoint) {
            return endpoint.endsWith("execute-sql")
                    && String.valueOf(exchange.getVariable("sql")).startsWith(kind + ' ');
        }
    }
}
