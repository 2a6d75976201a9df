package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.queue.StudyResult.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API refuses a worker's keys, or only a study: it answers 403 to both. With a real broker. */
class RefusedKeysTest {

    @RegisterExtension
    final QueuedStudies studies = new QueuedStudies(1, "ONE", "TWO");

    /** One worker with keys that are not valid any more would bury all that waits. */
    @ParameterizedTest
    @ValueSource(strings = {
        "status:code=401,on=/ONE/records,times=always",
        "status:code=403,body=gateway,times=always",
        "status:code=403,body=vendor,times=always"
    })
    void aWorkerWhoseKeysAreRefusedEndsAndLeavesTheOrders(String fault) throws Exception {
        studies.servers().failImednet(fault);
        studies.use(Map.of());
        studies.command("enqueue", "--study=ONE", "--resources=sites,records");
        WorkerThread worker = studies.startWorkerThread();

        assertThat(studies.awaitEnd(worker)).as(worker.errors()).isEqualTo(2);
        assertThat(worker.errors()).contains("imednet.api-key");
        assertThat(StudyQueue.night(studies.settings()).waiting()).isEqualTo(1);
        assertThat(studies.queue().get("waiting").asLong()).isEqualTo(1);
        assertThat(states("ONE")).containsExactly(State.RUNNING, State.RETRY);
        assertThat(studies.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "status:code=404,on=/studies?,times=always"})
    void aStudyThatIsRefusedIsADeadLetterAndTheNextOneIsExported(String otherFault) throws Exception {
        studies.servers().failImednet(faults("status:code=403,body=gateway,on=/ONE/,times=always", otherFault));
        studies.use(Map.of("queue.partitions", "1"));
        studies.command("enqueue", "--study=ONE", "--study=TWO");
        studies.startWorkerThread();
        studies.awaitEmptyQueue();

        assertThat(states("ONE")).containsExactly(State.RUNNING, State.FAILED);
        assertThat(states("TWO")).containsExactly(State.RUNNING, State.RECONCILED);
        assertThat(studies.results()).filteredOn(result -> result.state() == State.FAILED).singleElement()
                .satisfies(result -> {
                    assertThat(result.error().reason()).isEqualTo("refused");
                    assertThat(result.error().message()).contains("403", "Check the study key");
                    assertThat(result.summary().get("study_key").asText()).isEqualTo("ONE");
                });
        assertThat(studies.deadLetters()).hasSize(1);
    }

    /** What it would answer to the keys alone is not known: as long as there are attempts left, it may be the keys. */
    @Test
    void aRefusalWhoseReasonCannotBeAskedForIsTriedAgain() throws Exception {
        studies.servers().failImednet(
                "status:code=403,on=/ONE/,times=always", "status:code=503,on=/studies?,times=2");
        studies.use(Map.of("queue.attempts", "2", "export.max-retries", "1"));
        studies.command("enqueue", "--study=ONE");
        studies.startWorkerThread();
        studies.awaitEmptyQueue();

        assertThat(states("ONE")).containsExactly(State.RUNNING, State.RETRY, State.RUNNING, State.FAILED);
        assertThat(studies.results()).extracting(StudyResult::error).filteredOn(error -> error != null)
                .extracting(StudyResult.Failure::reason)
                .containsExactly("may-pass", "refused");
    }

    private static String[] faults(String... all) {
        return List.of(all).stream().filter(fault -> !fault.isEmpty()).toArray(String[]::new);
    }

    private List<State> states(String study) {
        return studies.results().stream()
                .filter(result -> result.study().equals(study))
                .map(StudyResult::state)
                .toList();
    }
}
