package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.queue.StudyResult.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty studies, three workers that are killed in the middle of their studies again and again, others in their place,
 * and so a rebalance each time: every table is equal to its source, nothing was loaded twice, and of each order the end
 * is told.
 */
class WorkersKillTest {

    private static final int STUDIES = 20;
    private static final int RECORDS = 200;
    private static final int KILLS = 5;

    @TempDir
    private Path directory;

    @Test
    void everyTableIsEqualToItsSourceAndNoSummaryIsMissing() throws Exception {
        List<String> keys = IntStream.rangeClosed(1, STUDIES).mapToObj("STUDY-%02d"::formatted).toList();
        try (QueuedStudies studies = new QueuedStudies(directory, RECORDS, keys)) {
            studies.servers().failImednet("delay:millis=50,on=/records,times=always");
            studies.use(Map.of("imednet.parallel-pages", "1"));
            String ordered = studies.command("enqueue", "--all-studies", "--json");
            List<String> orders = new ObjectMapper().readTree(ordered).get("orders").findValuesAsText("correlationId");
            for (int worker = 0; worker < 3; worker++) {
                studies.startWorker();
            }

            for (int kill = 1; kill <= KILLS; kill++) {
                Process victim = studies.workers().get(0);
                // In the middle of a study: it told that it runs it, and has not told its end.
                await().pollInterval(Duration.ofMillis(100)).until(() -> runs(studies, victim));
                studies.kill(victim);
                studies.startWorker();
            }
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
                    .isEqualTo(List.of(List.of("200", "200", "0", "" + STUDIES * RECORDS)));
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

    private static boolean runs(QueuedStudies studies, Process worker) {
        String name = "process " + worker.pid() + " on ";
        List<StudyResult> told = studies.results().stream()
                .filter(result -> result.worker().startsWith(name))
                .toList();
        long begun = told.stream().filter(result -> result.state() == State.RUNNING).count();
        return begun > told.size() - begun
                || studies.results().stream().filter(StudyResult::isFinal).count() >= STUDIES;
    }
}
