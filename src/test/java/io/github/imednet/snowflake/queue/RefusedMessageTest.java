package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.cli.Terminal;
import io.github.imednet.snowflake.queue.StudyResult.State;
import io.github.imednet.snowflake.run.LogLines;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Brokers that do not take a message keep orders waiting: none is lost, doubled, or counted as failed. */
class RefusedMessageTest {

    private static final int RECORDS = 60;

    @RegisterExtension
    static final QueuedStudies studies = new QueuedStudies(RECORDS, "TWO", "FOUR", "FAULTY");

    @BeforeAll
    static void makeTopics() throws Exception {
        new QueueTopics(studies.settings()).require();
    }

    @AfterEach
    void endWorkers() throws Exception {
        studies.stopWorkerThreads();
    }

    /** What comes first of the two is sent each time; the other one would multiply. */
    @Test
    void aCopyAndADeadLetterThatAreNotTakenAreTriedAgainAsTheSameAttempt() throws Exception {
        studies.servers().failImednet("status:code=500,on=/FAULTY/records,times=always");
        studies.use(Map.of("queue.attempts", "2", "export.max-retries", "0"));
        int sent = studies.orders();
        studies.command("enqueue", "--study=FAULTY");
        longestMessage(studies.settings().topic(), 1);
        longestMessage(studies.settings().deadLetterTopic(), 1);
        try (LogLines log = new LogLines(Level.WARN)) {
            studies.startWorkerThread();
            await().until(() -> refusals(log.lines()) > 1);
        }
        assertThat(studies.orders()).isEqualTo(sent + 1);
        assertThat(states("FAULTY")).contains(State.RETRY).doesNotContain(State.FAILED);

        longestMessage(studies.settings().topic(), 5_000);
        await().until(() -> states("FAULTY").stream().filter(State.FAILED::equals).count() > 1);
        assertThat(studies.orders()).isEqualTo(sent + 2);
        assertThat(studies.deadLetters()).noneMatch(letter -> letter.key().equals("FAULTY"));

        longestMessage(studies.settings().deadLetterTopic(), 1_000_000);
        studies.awaitEmptyQueue();
        assertThat(studies.deadLetters()).filteredOn(letter -> letter.key().equals("FAULTY")).hasSize(1);
        assertThat(studies.orders()).isEqualTo(sent + 2);
    }

    /** Who waits for an hour ends nevertheless when it is told to, and has not asked again meanwhile. */
    @Test
    void aWorkerWaitsBeforeItTakesAnOrderAgain() throws Exception {
        studies.use(Map.of(
                "queue.retry-wait", "3600",
                "queue.group", studies.settings().group() + ".patient",
                "queue.topic", studies.settings().topic() + ".patient"));
        studies.command("enqueue", "--study=FOUR");
        longestMessage(studies.settings().resultsTopic(), 1);
        try (LogLines log = new LogLines(Level.WARN)) {
            studies.startWorkerThread();
            await().until(() -> refusals(log.lines()) > 0);
            studies.stopWorkerThreads();

            assertThat(refusals(log.lines())).isEqualTo(1);
        } finally {
            longestMessage(studies.settings().resultsTopic(), 1_000_000);
        }
    }

    @Test
    void anOrderThatIsTooLongIsRefusedWithWhatToDo() throws Exception {
        longestMessage(studies.settings().topic(), 5_000);
        studies.use(Map.of());
        int sent = studies.orders();
        Terminal terminal = new Terminal();

        assertThat(studies.run(terminal, "enqueue", "--study=TWO", "--filter=" + "x".repeat(9_000)))
                .as(terminal.errors()).isEqualTo(2);

        assertThat(terminal.errors()).contains("The brokers do not take a message as long as this one: shorten it");
        assertThat(studies.orders()).isEqualTo(sent);
    }

    private static long refusals(List<String> log) {
        return log.stream().filter(line -> line.contains("will be redelivered")).count();
    }

    private List<State> states(String study) {
        return studies.results().stream()
                .filter(result -> result.study().equals(study))
                .map(StudyResult::state)
                .toList();
    }

    private void longestMessage(String topic, int bytes) throws Exception {
        try (Admin admin = studies.broker().admin()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            AlterConfigOp set = new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", String.valueOf(bytes)), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
        }
    }
}
