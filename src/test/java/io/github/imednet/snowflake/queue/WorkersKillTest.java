package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.queue.StudyResult.State;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers that are killed in the middle of their studies one after the other, others in their place, and so a rebalance
 * each time: every table is equal to its source, nothing was loaded twice, and of each order the end is told.
 */
class WorkersKillTest {

    private static final int STUDIES = 8;
    private static final int RECORDS = 200;

    /** Studies of three partitions, whose first export waits at a page for ever: half of the study is loaded then. */
    private static final List<String> CAUGHT = List.of("STUDY-01", "STUDY-03", "STUDY-06");

    @TempDir
    private Path directory;

    @Test
    void everyTableIsEqualToItsSourceAndNoSummaryIsMissing() throws Exception {
        List<String> keys = IntStream.rangeClosed(1, STUDIES).mapToObj("STUDY-%02d"::formatted).toList();
        try (QueuedStudies studies = new QueuedStudies(directory, RECORDS, keys)) {
            studies.servers().failImednet(CAUGHT.stream()
                    .map("delay:millis=3600000,on=/%s/records?page=6"::formatted)
                    .toArray(String[]::new));
            studies.use(Map.of("imednet.parallel-pages", "1", "imednet.timeout", "3600"));
            String ordered = studies.command("enqueue", "--all-studies", "--json");
            List<String> orders = new ObjectMapper().readTree(ordered).get("orders").findValuesAsText("correlationId");
            studies.startWorker();
            studies.startWorker();

            studies.kill(awaitCaught(studies));
            studies.startWorker();
            for (int kill = 2; kill <= CAUGHT.size(); kill++) {
                studies.kill(awaitCaught(studies));
            }
            studies.startWorkerThread();
            studies.startWorkerThread();
            studies.awaitEmptyQueue();

            assertThat(studies.deadLetters()).isEmpty();
            assertThat(studies.servers().query("SELECT STUDY_KEY, COUNT(*), COUNT(DISTINCT RECORD_ID), MIN(RECORD_ID),"
                            + " MAX(RECORD_ID) FROM RECORDS GROUP BY 1 ORDER BY 1"))
                    .isEqualTo(IntStream.range(0, STUDIES)
                            .mapToObj(study -> List.of(
                                    keys.get(study), "" + RECORDS, "" + RECORDS, "" + (study * RECORDS + 1),
                                    "" + (study + 1) * RECORDS))
                            .toList());
            // Of no file the ledger has two entries, and none was replaced: what a killed run had loaded was not sent
            // again.
            assertThat(studies.servers().query("SELECT COUNT(*), COUNT(DISTINCT STAGE_PATH), COUNT(SUPERSEDED_AT),"
                            + " SUM(ROW_COUNT) FROM IMEDNET_LOAD_LEDGER"))
                    .isEqualTo(List.of(List.of("80", "80", "0", "" + STUDIES * RECORDS)));
            List<StudyResult> results = studies.results();
            Set<String> met = results.stream()
                    .filter(result -> result.state() == State.RECONCILED
                            && result.summary().get("reconciled").asBoolean())
                    .map(StudyResult::correlationId)
                    .collect(Collectors.toSet());
            assertThat(met).containsExactlyInAnyOrderElementsOf(orders);
            assertThat(results).filteredOn(result -> result.state() == State.RUNNING).hasSizeGreaterThan(STUDIES);
            for (String study : List.of(keys.get(0), keys.get(STUDIES - 1))) {
                studies.command("verify", study, "--deep");
            }
        }
    }

    /** A worker whose study waits, after it has loaded some of it. */
    private static Optional<Process> caught(QueuedStudies studies) throws SQLException {
        for (String study : CAUGHT) {
            Optional<Process> worker = studies.results().stream()
                    .filter(result -> result.study().equals(study))
                    .findFirst()
                    .flatMap(begun -> studies.workers().stream()
                            .filter(process -> begun.worker().startsWith("process " + process.pid() + " on "))
                            .findFirst());
            if (worker.isPresent() && isPartlyLoaded(study, studies)) {
                return worker;
            }
        }
        return Optional.empty();
    }

    private static boolean isPartlyLoaded(String study, QueuedStudies studies) throws SQLException {
        return studies.servers().number("SELECT COUNT(*) FROM RECORDS WHERE STUDY_KEY = '" + study + "'") > 0;
    }

    /** Until one of them has made it there is no table. */
    private static Process awaitCaught(QueuedStudies studies) {
        return await().ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> caught(studies), Optional::isPresent)
                .orElseThrow();
    }
}
