package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.queue.ImednetDoor.Passed;
import io.github.imednet.snowflake.queue.StudyResult.State;
import io.github.imednet.snowflake.run.LogLines;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API's limit is the customer's, not a worker's: with a real broker, and several workers. */
class SharedLimitTest {

    private static final int PARTITIONS = 2;
    private static final int PAGES = 3;
    private static final int RETRY_AFTER = 5;

    @TempDir
    private Path directory;

    @Test
    void asManyRequestsAreUnderWayAsPartitionsTimesPagesWhateverWorkersComeAndGo() throws Exception {
        List<String> keys = IntStream.rangeClosed(1, 6).mapToObj("STUDY-%d"::formatted).toList();
        try (QueuedStudies studies = new QueuedStudies(directory, 120, keys);
                ImednetDoor door = new ImednetDoor(studies.servers().imednet().uri(), Duration.ofMillis(60))) {
            studies.use(Map.of(
                    "imednet.base-url", door.uri().toString(),
                    "queue.partitions", Integer.toString(PARTITIONS),
                    "imednet.parallel-pages", Integer.toString(PAGES)));
            studies.command("enqueue", "--all-studies");
            Process killed = studies.startWorker();
            await().until(() -> !studies.results().isEmpty());
            WorkerThread stopped = studies.startWorkerThread();
            studies.startWorkerThread();
            await().until(() -> studies.results().stream().anyMatch(StudyResult::isFinal));
            studies.kill(killed);
            studies.startWorkerThread();
            await().until(() -> studies.results().stream().filter(StudyResult::isFinal).count() >= 2);
            studies.stop(stopped);
            studies.startWorkerThread();
            studies.awaitEmptyQueue();

            assertThat(door.most()).isBetween(PAGES, PARTITIONS * PAGES);
            assertThat(studies.servers().query("SELECT COUNT(DISTINCT STUDY_KEY), COUNT(*), COUNT(DISTINCT RECORD_ID)"
                    + " FROM RECORDS")).hasToString("[[6, 720, 720]]");
            assertThat(studies.deadLetters()).isEmpty();
        }
    }

    /**
     * The worker that was not refused has nothing to do until it knows: then each request that it makes is one that
     * waited.
     */
    @Test
    void a429OfOneWorkerHoldsForAllOthers() throws Exception {
        List<String> others = List.of("TWO", "SIX");
        try (QueuedStudies studies = new QueuedStudies(
                directory, 100, Stream.concat(Stream.of("ONE"), others.stream()).toList())) {
            studies.servers().failImednet("status:code=429,retry-after=" + RETRY_AFTER + ",on=/ONE/records,times=1");
            try (ImednetDoor door = new ImednetDoor(studies.servers().imednet().uri(), Duration.ZERO);
                    LogLines log = new LogLines(Level.INFO)) {
                studies.use(Map.of("imednet.base-url", door.uri().toString()));
                new QueueTopics(studies.settings()).require();
                studies.startWorkerThread();
                studies.startWorkerThread();
                await().until(() -> haveShares(2, studies.settings()));
                studies.command("enqueue", "--study=ONE");
                await().until(() -> log.lines().stream()
                        .anyMatch(line -> line.startsWith("iMednet answered 429 to another worker")));
                studies.command("enqueue", "--all-studies", "--exclude=ONE");
                studies.awaitEmptyQueue();

                Passed refused = door.passed().stream()
                        .filter(request -> request.status() == 429)
                        .findFirst()
                        .orElseThrow();
                Instant until = refused.answered().plusSeconds(RETRY_AFTER);
                assertThat(door.passed())
                        .filteredOn(request -> request.path().endsWith("/records"))
                        .filteredOn(request -> request.came().isAfter(refused.answered()))
                        .hasSizeGreaterThanOrEqualTo(5 * others.size())
                        .allSatisfy(request -> assertThat(request.came()).isAfterOrEqualTo(until));
                assertThat(studies.results()).filteredOn(result -> result.state() == State.RECONCILED).hasSize(3);
                Path night = directory.resolve("night.html");
                studies.command("report", "--night", "--output=" + night);
                assertThat(night).content().contains("Of 3 studies 3 are reconciled.", "300 rows loaded");
            }
        }
    }

    /** A partition that moves while its study is exported has it exported again. */
    private static boolean haveShares(int workers, QueueSettings settings) throws Exception {
        try (Admin admin = QueueClients.admin(settings)) {
            Collection<MemberDescription> members = WorkerGroup.members(settings, admin);
            return members.size() == workers
                    && members.stream().noneMatch(member -> member.assignment().topicPartitions().isEmpty());
        }
    }
}
