package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static io.github.imednet.snowflake.Waiting.awaitEnd;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.local.http.LocalHttpServer;
import io.github.imednet.snowflake.queue.StudyResult.State;
import io.github.imednet.snowflake.run.LogLines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Studies are enqueued and exported by workers, with a real broker: {@code imednet enqueue}, {@code worker},
 * {@code queue}.
 */
class WorkerTest {

    private static final int RECORDS = 60;
    private static final int TERMINATED = 143;

    @RegisterExtension
    final QueuedStudies studies = new QueuedStudies(RECORDS, "ONE", "TWO", "FAULTY", "THREE");

    @Test
    void eachOrderEndsInItsTableOrAmongTheDeadLetters() throws Exception {
        studies.servers().failImednet("status:code=500,on=/FAULTY/records,times=always");
        studies.use(Map.of("queue.attempts", "2", "export.max-retries", "0"));
        assertThat(studies.command("enqueue", "--all-studies", "--include=T*", "--resources=sites,records", "--check"))
                .contains(
                        "orders       2 would be sent",
                        "TWO: sites,records",
                        studies.settings().topic() + " does not exist yet",
                        "nothing waits",
                        "Enqueueing can begin");
        assertThat(studies.command("enqueue", "--study", "ONE", "--study=UNKNOWN").lines()).hasSize(2);
        studies.command(
                "enqueue", "--study=TWO", "--resources=studies,records", "--resources=records", "--incremental");
        studies.command("enqueue", "--all-studies", "--include=FAULTY");
        studies.command("enqueue", "--study=ONE", "--resources=recrods");
        studies.command("enqueue", "--study=ONE", "--deadline=2001-01-01T00:00:00Z");
        send("ONE", "no JSON at all");
        send(null, "{\"version\": 2, \"study\": \"ONE\"}");
        String order = "{\"version\": 1, \"study\": \"ONE\", %s, \"correlationId\": \"id\","
                + " \"enqueuedAt\": \"2026-02-28T22:00:00Z\"}";
        send("ONE", order.formatted("\"attempt\": \"1\""));
        send("ONE", order.formatted("\"attempt\": 1, \"increment\": true"));
        assertThat(studies.queue().get("waiting").asLong()).isEqualTo(11);
        assertThat(studies.command("worker", "--check"))
                .contains(
                        "the keys see 4 studies",
                        "user ",
                        studies.settings().topic() + " has 4 partitions",
                        studies.settings().quotaTopic() + " has 1 partitions",
                        studies.settings().group() + ": 0 workers, 11 orders wait or are exported",
                        "A worker can begin");

        LogLines log = new LogLines(Level.INFO);
        studies.startWorkerThread();
        studies.awaitEmptyQueue();

        assertThat(studies.servers()
                        .query("SELECT STUDY_KEY, COUNT(*), COUNT(DISTINCT RECORD_ID) FROM RECORDS GROUP BY 1"
                                + " ORDER BY 1"))
                .hasToString("[[ONE, 60, 60], [TWO, 60, 60]]");
        assertThat(studies.servers().number("SELECT COUNT(*) FROM STUDIES")).isEqualTo(1);
        assertThat(states("ONE")).containsExactly(
                State.RUNNING, State.RECONCILED, State.RUNNING, State.FAILED, State.FAILED);
        assertThat(states("TWO")).containsExactly(
                State.RUNNING, State.RECONCILED, State.RUNNING, State.RECONCILED);
        assertThat(states("FAULTY"))
                .containsExactly(State.RUNNING, State.RETRY, State.RUNNING, State.FAILED);
        assertThat(states("UNKNOWN")).containsExactly(State.RUNNING, State.FAILED);
        assertThat(studies.results()).filteredOn(result -> result.state() == State.RECONCILED)
                .hasSize(3)
                .allSatisfy(result -> {
                    assertThat(result.summary().get("reconciled").asBoolean()).isTrue();
                    assertThat(result.summary().get("study_key").asText()).isEqualTo(result.study());
                    assertThat(result.startedAt()).isLessThan(result.endedAt());
                });
        Map<String, Long> reasons = studies.deadLetters().stream()
                .map(letter -> header(letter, "imednet-reason"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(reasons).isEqualTo(
                Map.of("invalid-order", 4L, "deadline-passed", 1L, "refused", 2L, "attempts-used-up", 1L));
        assertThat(studies.deadLetters()).anySatisfy(letter -> {
            assertThat(letter.value()).isEqualTo("no JSON at all");
            assertThat(letter.key()).isEqualTo("ONE");
            assertThat(header(letter, "imednet-topic")).isEqualTo(studies.settings().topic());
            assertThat(header(letter, "imednet-error")).contains("not JSON");
        });
        assertThat(studies.deadLetters()).extracting(letter -> header(letter, "imednet-error")).contains(
                "The message is not an order: the value of its field 'attempt' has another type",
                "The message is not an order: its field 'increment' is unknown");
        JsonNode queue = studies.queue();
        assertThat(queue.get("dead_letters").asLong()).isEqualTo(8);
        assertThat(queue.get("reconciled").asLong()).isEqualTo(3);
        assertThat(queue.get("workers").asLong()).isEqualTo(1);
        assertThat(queue.get("failed")).hasSize(4);
        assertThat(studies.command("queue")).contains("0 waiting, 0 running", "FAULTY", "attempts-used-up");

        studies.stopWorkerThreads();
        log.close();
        assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("InterruptException"));
        assertThat(studies.queue().get("workers").asLong()).isZero();
    }

    /** A worker that runs a study for long stays in its group, and lets others come: all of them poll. */
    @Test
    void anotherWorkerComesWhileAStudyRunsAndTakesOverWhatIsInterrupted() throws Exception {
        studies.servers().failImednet("delay:millis=3600000,on=/ONE/records?page=2");
        // Neither who is told to stop counts as lost, nor whose partition moves.
        studies.use(Map.of("imednet.timeout", "3600", "queue.lost-workers", "1"));
        studies.command("enqueue", "--study=ONE");
        Process first = studies.startWorker();
        await().until(() -> states("ONE").equals(List.of(State.RUNNING)));
        assertThat(studies.command("enqueue", "--study=TWO", "--study=FAULTY", "--study=THREE").lines()).hasSize(3);
        studies.startWorkerThread();

        await().until(() -> studies.queue().get("workers").asInt() == 2);
        await().until(() -> studies.results().stream().anyMatch(StudyResult::isFinal));

        assertThat(states("ONE")).doesNotContain(State.RECONCILED, State.FAILED);
        studies.stop(first);
        assertThat(awaitEnd(first)).as(Files.readString(studies.log(first))).isEqualTo(TERMINATED);
        studies.awaitEmptyQueue();
        assertThat(studies.servers()
                        .query("SELECT COUNT(DISTINCT STUDY_KEY), COUNT(*), COUNT(DISTINCT RECORD_ID) FROM RECORDS"))
                .hasToString("[[4, 240, 240]]");
        assertThat(states("ONE")).contains(State.RETRY).endsWith(State.RECONCILED);
        assertThat(studies.deadLetters()).isEmpty();
    }

    /**
     * A study that needs more memory than there is would end one worker after the other, and keep all others waiting.
     */
    @Test
    void aStudyThatEndsItsWorkersIsADeadLetterAndTheNextOneIsExported() throws Exception {
        studies.servers().failImednet("delay:millis=3600000,on=/ONE/records?page=2,times=always");
        studies.use(Map.of("imednet.timeout", "3600", "queue.lost-workers", "2", "queue.partitions", "1"));
        studies.command("enqueue", "--study=ONE", "--study=TWO");
        noteLostWorker();
        Process worker = studies.startWorker();
        await().until(() -> states("ONE").equals(List.of(State.RUNNING)));
        assertThat(studies.command("queue")).contains("1 waiting, 1 running", "1 behind it: TWO");
        studies.kill(worker);
        studies.startWorkerThread();
        studies.awaitEmptyQueue();

        assertThat(states("ONE")).containsExactly(State.RUNNING, State.FAILED);
        assertThat(states("TWO")).containsExactly(State.RUNNING, State.RECONCILED);
        assertThat(studies.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(header(letter, "imednet-reason")).isEqualTo("worker-lost");
            assertThat(header(letter, "imednet-error")).contains("2 workers were lost");
        });
    }

    /** As a worker leaves it beside the first order that was killed before it had told that the study runs. */
    private void noteLostWorker() throws Exception {
        TopicPartition partition = new TopicPartition(studies.settings().topic(), 0);
        String note = "{\"lost\":0,\"worker\":\"another process\",\"member\":\"not in the group any more\"}";
        try (Admin admin = studies.broker().admin()) {
            admin.alterConsumerGroupOffsets(
                            studies.settings().group(), Map.of(partition, new OffsetAndMetadata(0, note)))
                    .all()
                    .get();
        }
    }

    /** Results that cannot be sent keep orders waiting: these neither multiply, nor count as failed. */
    @Test
    void anOrderThatCannotBeToldOfWaitsAndIsStillOne() throws Exception {
        studies.use(Map.of("queue.attempts", "1"));
        studies.command("enqueue", "--study=ONE", "--study=UNKNOWN");
        longestMessage(studies.settings().resultsTopic(), 1);
        try (LogLines log = new LogLines(Level.WARN)) {
            studies.startWorkerThread();
            await().until(() -> refusals(log) > 3);
        }

        longestMessage(studies.settings().resultsTopic(), 1_000_000);
        studies.awaitEmptyQueue();

        assertThat(studies.servers().number("SELECT COUNT(*) FROM RECORDS")).isEqualTo(RECORDS);
        assertThat(studies.orders()).isEqualTo(2);
        assertThat(states("ONE")).endsWith(State.RUNNING, State.RECONCILED).doesNotContain(State.FAILED, State.RETRY);
        assertThat(studies.deadLetters()).hasSize(1);
    }

    /** A message that the dead letters do not take as it is would be taken again for ever. */
    @Test
    void aMessageThatIsTooLongForADeadLetterIsCut() throws Exception {
        studies.command("enqueue", "--study=ONE");
        send("ONE", "x".repeat(1_040_000));
        send("k".repeat(148_300), "y".repeat(900_000));
        studies.startWorkerThread();
        studies.awaitEmptyQueue();

        assertThat(studies.deadLetters()).hasSize(2).anySatisfy(letter -> {
            assertThat(letter.value()).hasSize(900_000).startsWith("x");
            assertThat(header(letter, "imednet-length")).isEqualTo("1040000");
        }).anySatisfy(letter -> {
            assertThat(letter.value()).hasSize(900_000).startsWith("y");
            assertThat(letter.key()).hasSize(20_000);
        });
    }

    /** One worker whose disk is full or not its own would bury all that waits. */
    @ParameterizedTest
    @ValueSource(strings = {"export.state-dir", "export.local-staging-dir"})
    void aWorkerThatCannotWriteItsFilesEndsAndLeavesTheOrders(String setting) throws Exception {
        Path file = Files.createFile(studies.directory().resolve("no-folder"));
        studies.use(Map.of(setting, file.resolve("below").toString(), "queue.attempts", "1"));
        studies.command("enqueue", "--study=ONE");
        WorkerThread worker = studies.startWorkerThread();

        assertThat(studies.awaitEnd(worker)).as(worker.errors()).isEqualTo(2);
        assertThat(worker.errors()).contains(setting);
        assertThat(studies.queue().get("waiting").asLong()).isEqualTo(1);
        assertThat(states("ONE")).containsExactly(State.RUNNING, State.RETRY);
        assertThat(studies.deadLetters()).isEmpty();
    }

    /** A login for each order would lock the user out, who has five: the worker ends with the first that is refused. */
    @Test
    void aWorkerThatSnowflakeRefusesEndsWithOneLoginAndLeavesTheOrders() throws Exception {
        byte[] refusal = "{\"success\":false,\"code\":\"390100\",\"message\":\"Not let in\",\"data\":null}"
                .getBytes(StandardCharsets.UTF_8);
        AtomicInteger logins = new AtomicInteger();
        try (LocalHttpServer snowflake = LocalHttpServer.start("refusing-snowflake", 0, request -> {
            if (request.getRequestURI().getPath().equals("/session/v1/login-request")) {
                logins.incrementAndGet();
            }
            request.sendResponseHeaders(200, refusal.length);
            request.getResponseBody().write(refusal);
        })) {
            studies.use(Map.of("snowflake.url", snowflake.uri().toString(), "queue.partitions", "2"));
            studies.command("enqueue", "--study=ONE", "--study=TWO", "--study=THREE");
            WorkerThread worker = studies.startWorkerThread();

            assertThat(studies.awaitEnd(worker)).as(worker.errors()).isEqualTo(2);
            assertThat(worker.errors()).contains("Snowflake refused the login");
            assertThat(logins).hasValue(1);
            assertThat(studies.queue().get("waiting").asLong()).isEqualTo(3);
            assertThat(studies.results()).extracting(StudyResult::state).containsExactly(State.RUNNING, State.RETRY);
            assertThat(studies.deadLetters()).isEmpty();
        }
    }

    private static long refusals(LogLines log) {
        return log.lines().stream().filter(line -> line.contains("will be redelivered")).count();
    }

    private void longestMessage(String topic, int bytes) throws Exception {
        try (Admin admin = studies.broker().admin()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            AlterConfigOp set = new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", String.valueOf(bytes)), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
        }
    }

    private List<State> states(String study) {
        return studies.results().stream()
                .filter(result -> result.study().equals(study))
                .map(StudyResult::state)
                .toList();
    }

    private static String header(ConsumerRecord<String, String> letter, String name) {
        return StreamSupport.stream(letter.headers().headers(name).spliterator(), false)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    private void send(String key, String value) throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", studies.broker().address());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(studies.settings().topic(), key, value)).get();
        }
    }
}
