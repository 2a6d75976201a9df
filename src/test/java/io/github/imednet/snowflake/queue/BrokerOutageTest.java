package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.queue.StudyResult.State;
import io.github.imednet.snowflake.run.LogLines;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Brokers that go away and come back: a worker goes on by itself, and its log and its health say what is wrong
 * meanwhile.
 */
class BrokerOutageTest {

    private static final int RECORDS = 60;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @Test
    void aWorkerGoesOnWhenTheBrokersAreBack() throws Exception {
        int port = KafkaBroker.freePort();
        try (LogLines log = new LogLines(Level.WARN);
                QueuedStudies studies = new QueuedStudies(directory, RECORDS, List.of("ONE", "TWO", "THREE"));
                ImednetDoor door = new ImednetDoor(studies.servers().imednet().uri(), Duration.ZERO)) {
            studies.use(Map.of("queue.partitions", "1"));
            studies.command("enqueue", "--study=ONE", "--study=TWO");
            studies.use(Map.of("imednet.base-url", door.uri().toString(), "imednet.timeout", "3600",
                    "queue.answer-timeout", "5", "observe.port", String.valueOf(port)));
            door.shut();
            WorkerThread worker = studies.startWorkerThread();
            await().until(() -> door.underWay() > 0);
            studies.use(Map.of());
            assertThat(health(port)).contains("\"status\":\"UP\",\"checks\"");

            KafkaBroker broker = KafkaBroker.shared();
            broker.close();
            await().until(() -> health(port).contains("\"name\":\"consumer:work-studies\",\"status\":\"DOWN\""));
            assertThat(health(port)).contains("KafkaConsumer is not ready");
            assertThat(log.lines()).anyMatch(line -> line.contains(
                    "(/" + broker.address() + ") could not be established. Node may not be available"));
            door.open();
            await().until(() ->
                    log.lines().stream().anyMatch(line -> line.contains("is not acknowledged, and will be")));
            assertThat(worker.hasEnded()).as(worker.errors()).isFalse();
            broker.restart();
            studies.awaitEmptyQueue();
            studies.command("enqueue", "--study=THREE");
            studies.awaitEmptyQueue();

            await().until(() -> !health(port).contains("consumer:work-studies"));
            for (String study : List.of("ONE", "TWO", "THREE")) {
                assertThat(studies.results()).filteredOn(result -> result.study().equals(study))
                        .extracting(StudyResult::state)
                        .contains(State.RECONCILED)
                        .doesNotContain(State.FAILED, State.RETRY);
            }
            assertThat(studies.orders()).isEqualTo(3);
            assertThat(studies.deadLetters()).isEmpty();
            assertThat(studies.servers().query("SELECT COUNT(*), COUNT(DISTINCT RECORD_ID) FROM RECORDS"))
                    .hasToString("[[180, 180]]");
            // Of no file the ledger has two entries: what was loaded is not sent again, also where its order came
            // again.
            assertThat(studies.servers().query("SELECT COUNT(*), COUNT(DISTINCT STAGE_PATH), COUNT(SUPERSEDED_AT)"
                    + " FROM IMEDNET_LOAD_LEDGER")).hasToString("[[9, 9, 0]]");
        }
    }

    private String health(int port) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
