package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.queue.StudyResult.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who logs in to brokers as in production does his part. Whoever is refused is told so at once, with what to do. A
 * right that is missing, or is taken away, is named; no order is lost by it.
 */
class SecuredQueueTest extends SecuredQueue {

    @Test
    void whoLogsInAndHasTheRightsThatAreNamedDoesHisPart() throws Exception {
        studies.use(planner());
        assertThat(studies.command("enqueue", "--study=ONE", "--check"))
                .contains("skipped  group", "may not, and need not");
        studies.command("enqueue", "--study=ONE");
        studies.use(loader());
        assertThat(studies.command("worker", "--check")).contains("imednet-workers: 0 workers, ");
        int letters = studies.deadLetters().size();
        WorkerThread worker = studies.startWorkerThread();
        awaitNothingWaits();
        for (Map<String, String> login : List.of(certified(), certifiedByPem())) {
            studies.use(login);
            assertThat(studies.command("queue"))
                    .contains("0 waiting, 0 running", letters + " dead letters; 1 workers");
            assertThat(night()).contains("reconciled").doesNotContain("behind one that runs");
        }

        assertThat(records("ONE")).isEqualTo(RECORDS);
        assertThat(worker.output() + worker.errors()).contains("\"reconciled\":true").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsRefusedIsToldWhatToDoAtOnce(RefusedLogin refused) throws Exception {
        long sent = orders("TWO");
        studies.use(refused.settings(this));

        for (List<String> command : commands(refused)) {
            assertThat(studies.run(terminal, command.toArray(String[]::new)))
                    .as("%s: %s", command, terminal.errors()).isEqualTo(refused.exitCode);
            assertThat(terminal.errors()).contains(refused.message);
            told.append(terminal.output()).append(terminal.errors());
        }
        assertThat(orders("TWO")).isEqualTo(sent);
    }

    /** All commands ask by the same clients: each of them tells one refusal of each kind, and a worker all of them. */
    private static List<List<String>> commands(RefusedLogin refused) {
        List<String> worker = List.of("worker");
        return switch (refused) {
            case WRONG_PASSWORD, NO_LOGIN, UNKNOWN_AUTHORITY, WRONG_STORE_PASSWORD, TLS_TO_A_PLAIN_LISTENER ->
                List.of(List.of("queue"), worker, List.of("enqueue", "--study=TWO"));
            default -> List.of(worker);
        };
    }

    /** An order that is sent, or waits, is there when the right is. */
    @Test
    void aRightThatIsMissingIsNamedAndTheOrdersWait() throws Exception {
        int sent = orders("TWO");
        int letters = studies.deadLetters().size();
        studies.use(planner());
        without(PLANNER, ResourceType.TOPIC, "imednet.studies", WRITE,
                "It may write to none of the topics", "enqueue", "--study=TWO");
        studies.use(withTopic(planner(), "imednet.others"));
        refusedWith(
                "The topic imednet.others is missing, or this login is not allowed to see it",
                "enqueue",
                "--study=TWO");

        studies.use(planner());
        studies.command("enqueue", "--study=TWO");
        studies.use(loader());
        without(LOADER, ResourceType.TOPIC, "imednet.studies", READ, "[imednet.studies]", "worker");
        without(LOADER, ResourceType.TOPIC, "imednet.results", WRITE, "imednet.results", "worker");
        without(LOADER, ResourceType.TOPIC, "imednet.quota", READ, "[imednet.quota]", "worker");
        without(LOADER, ResourceType.GROUP, "imednet-workers", READ, "Not authorized to access group: imednet-workers",
                "worker");
        assertThat(orders("TWO")).isEqualTo(sent + 1);

        studies.use(planner());
        studies.command("enqueue", "--study=UNKNOWN");
        studies.use(loader());
        without(LOADER, ResourceType.TOPIC, "imednet.dead-letters", WRITE, "imednet.dead-letters", "worker");
        assertThat(studies.deadLetters()).hasSize(letters);

        WorkerThread worker = studies.startWorkerThread();
        awaitNothingWaits();
        assertThat(records("TWO")).isEqualTo(RECORDS);
        assertThat(studies.deadLetters()).hasSize(letters + 1);
        studies.use(certified());
        assertThat(studies.command("queue")).contains((letters + 1) + " dead letters");
        assertThat(worker.errors()).doesNotContain("hunter2");
    }

    /** The thread that polls is refused, while another one exports: that is waited for. */
    @Test
    void aWorkerThatLosesItsRightsInTheMidstOfAStudyEndsAndLeavesTheOrder() throws Exception {
        try (ImednetDoor door = new ImednetDoor(studies.servers().imednet().uri(), Duration.ZERO)) {
            door.shut();
            WorkerThread worker = startWorkerOf("THREE", door);
            studies.use(certified());
            assertThat(studies.command("queue")).contains("1 running");

            deny(LOADER, ResourceType.GROUP, "imednet-workers", READ);
            await().until(() -> !hasWorkers());
            door.open();

            assertThat(worker.awaitEnd()).as(worker.errors()).isEqualTo(2);
            assertThat(worker.errors())
                    .contains("Not authorized to access group: imednet-workers")
                    .doesNotContain("hunter2");
            assertThat(studies.deadLetters()).noneMatch(letter -> letter.key().equals("THREE"));
            assertThat(studies.results()).filteredOn(result -> result.study().equals("THREE"))
                    .extracting(StudyResult::state).containsExactly(State.RUNNING);

            allow(LOADER, ResourceType.GROUP, "imednet-workers", READ);
            studies.forget(worker);
            studies.use(loader());
            studies.startWorkerThread();
            awaitNothingWaits();
            assertThat(records("THREE")).isEqualTo(RECORDS);
        }
    }

    /** A study may take hours. The page is made all the same of what a login is allowed to ask for. */
    @Test
    void theNightSaysWhatWaitsBehindAStudyOrWhichRightsThatNeeds() throws Exception {
        try (ImednetDoor door = new ImednetDoor(studies.servers().imednet().uri(), Duration.ZERO)) {
            door.shut();
            startWorkerOf("FOUR", door);
            studies.use(planner());
            studies.command("enqueue", "--study=FIVE", "--study=SIX");
            studies.use(certified());
            assertThat(night()).contains("1 is running", "Studies that wait behind one that runs", "FIVE, SIX");

            deny(SecuredListeners.CERTIFIED, ResourceType.GROUP, "imednet-workers", DESCRIBE);
            assertThat(night())
                    .contains("1 is running", "Not shown", "It needs Describe of the group imednet-workers (docs/")
                    .doesNotContain("FIVE, SIX");
            deny(SecuredListeners.CERTIFIED, ResourceType.TOPIC, "imednet.studies", READ);
            assertThat(night())
                    .contains("It needs Read of the topic imednet.studies and Describe of the group imednet-workers");
            allow(SecuredListeners.CERTIFIED, ResourceType.GROUP, "imednet-workers", DESCRIBE);
            allow(SecuredListeners.CERTIFIED, ResourceType.TOPIC, "imednet.studies", DESCRIBE);
            assertThat(night()).contains("1 is running", "It needs Read of the topic imednet.studies (docs/");

            door.open();
            awaitNothingWaits();
            assertThat(records("SIX")).isEqualTo(RECORDS);
        } finally {
            allow(SecuredListeners.CERTIFIED, ResourceType.GROUP, "imednet-workers", DESCRIBE);
            allow(SecuredListeners.CERTIFIED, ResourceType.TOPIC, "imednet.studies", READ);
            deny(SecuredListeners.CERTIFIED, ResourceType.TOPIC, "imednet.studies", DESCRIBE);
        }
    }

    /** The study's export is under way when this returns, and waits at the door. */
    private WorkerThread startWorkerOf(String study, ImednetDoor door) throws Exception {
        studies.use(planner());
        studies.command("enqueue", "--study=" + study);
        Map<String, String> settings = loader();
        settings.put("imednet.base-url", door.uri().toString());
        settings.put("imednet.timeout", "3600");
        studies.use(settings);
        WorkerThread worker = studies.startWorkerThread();
        await().until(() -> studies.results().stream().anyMatch(result -> result.study().equals(study)));
        await().until(() -> door.underWay() > 0);
        return worker;
    }

    private void without(
            String user, ResourceType type, String name, AclOperation right, String message, String... command)
            throws Exception {
        deny(user, type, name, right);
        try {
            refusedWith(message, command);
        } finally {
            allow(user, type, name, right);
        }
    }

    private void refusedWith(String message, String... command) {
        assertThat(studies.run(terminal, command)).as(terminal.errors()).isEqualTo(2);
        assertThat(terminal.errors()).contains(message, "docs/queue.md");
        told.append(terminal.output()).append(terminal.errors());
    }

    private boolean hasWorkers() {
        return StudyQueue.report(studies.settings()).workers() > 0;
    }

    private static Map<String, String> withTopic(Map<String, String> settings, String topic) {
        settings.put("queue.topic", topic);
        return settings;
    }
}
