package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.cli.Terminal;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.queue.StudyResult.State;
import io.github.imednet.snowflake.run.LogLines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The queue's commands with brokers as in production: TLS, logins of three kinds, and no right but those that
 * docs/queue.md names. Whoever is refused is told so at once, with what to do; no order is lost by it; and no password
 * is told.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerLoginTest {

    private static final int RECORDS = 60;
    private static final String PLANNER = "User:planner";
    private static final String LOADER = "User:loader";
    private static final String PLANNER_PASSWORD = "planner-hunter2";
    private static final String LOADER_PASSWORD = "loader-hunter2";
    private static final List<String> TOPICS =
            List.of("imednet.studies", "imednet.results", "imednet.dead-letters", "imednet.quota");

    private final Terminal terminal = new Terminal();
    private SecuredListeners listeners;
    private KafkaBroker broker;
    private QueuedStudies studies;
    private final StringBuilder told = new StringBuilder();
    private LogLines log;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        listeners = new SecuredListeners(directory.resolve("certificates"), Map.of("planner", PLANNER_PASSWORD));
        broker = new KafkaBroker(directory.resolve("kafka"), listeners);
        studies = new QueuedStudies(
                directory, RECORDS, List.of("ONE", "TWO", "THREE"), broker, Map.of("queue.brokers", broker.address()));
        try (Admin admin = studies.broker().admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "loader", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), LOADER_PASSWORD)))
                    .all()
                    .get();
        }
        allow(PLANNER, ResourceType.TOPIC, "imednet.studies", WRITE);
        for (String topic : TOPICS) {
            allow(PLANNER, ResourceType.TOPIC, topic, DESCRIBE);
            allow(PLANNER, ResourceType.TOPIC, topic, CREATE);
        }
        allow(LOADER, ResourceType.TOPIC, "imednet.studies", READ);
        allow(LOADER, ResourceType.TOPIC, "imednet.quota", READ);
        for (String topic : TOPICS) {
            allow(LOADER, ResourceType.TOPIC, topic, WRITE);
        }
        allow(LOADER, ResourceType.GROUP, "imednet-workers", READ);
        for (String topic : List.of("imednet.studies", "imednet.dead-letters", "imednet.results")) {
            allow(SecuredListeners.CERTIFIED, ResourceType.TOPIC, topic, READ);
        }
        allow(SecuredListeners.CERTIFIED, ResourceType.GROUP, "imednet-workers", DESCRIBE);
        Map<String, String> planner = planner();
        planner.put("queue.partitions", "4");
        new QueueTopics(QueueSettings.read(key -> Optional.ofNullable(planner.get(key)))).require();
    }

    @AfterAll
    void stop() throws Exception {
        studies.close();
        broker.close();
    }

    @BeforeEach
    void listen() {
        log = new LogLines(Level.DEBUG);
    }

    @AfterEach
    void noPasswordWasTold() throws Exception {
        studies.stopWorkerThreads();
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains("hunter2"));
        assertThat(terminal.output() + terminal.errors() + told).doesNotContain("hunter2");
        assertThat(studies.results()).noneMatch(result -> QueueMessages.write(result).contains("hunter2"));
        assertThat(studies.deadLetters())
                .noneMatch(letter -> (letter.value() + text(letter.headers())).contains("hunter2"));
    }

    @Test
    void whoLogsInAndHasTheRightsThatAreNamedDoesHisPart() throws Exception {
        studies.use(planner());
        assertThat(studies.command("enqueue", "--study=ONE", "--check")).contains("skipped  group", "does not need it");
        studies.command("enqueue", "--study=ONE");
        studies.use(loader());
        assertThat(studies.command("worker", "--check")).contains("imednet-workers: 0 workers, ");
        WorkerThread worker = studies.startWorkerThread();
        awaitNothingWaits();
        studies.use(certified());
        Path night = Files.createTempDirectory("night-").resolve("night.html");

        assertThat(studies.command("queue")).contains("0 waiting, 0 running", "0 dead letters; 1 workers");
        studies.command("report", "--night", "--output=" + night);

        assertThat(night).content().contains("reconciled");
        assertThat(records("ONE")).isEqualTo(RECORDS);
        assertThat(worker.output() + worker.errors()).contains("\"reconciled\":true").doesNotContain("hunter2");
    }

    private static String text(Headers headers) {
        return Stream.of(headers.toArray())
                .map(header -> header.key() + '=' + new String(header.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private enum Refused {
        WRONG_PASSWORD(2, "The brokers refused the login: check queue.sasl-mechanism and queue.sasl-jaas-config"),
        WRONG_PASSWORD_OF_PLAIN(
                2, "The brokers refused the login: check queue.sasl-mechanism and queue.sasl-jaas-config"),
        OTHER_MECHANISM(2, "The brokers refused the login: check queue.sasl-mechanism"),
        NO_LOGIN(2, "Kafka's client cannot be made of the settings queue.*"),
        LOGIN_THAT_IS_NONE(2, "queue.sasl-jaas-config cannot be read, and is not shown"),
        UNKNOWN_AUTHORITY(2, "can be talked to by TLS: check queue.ssl-truststore"),
        NO_CERTIFICATE(2, "can be talked to by TLS: check queue.ssl-truststore"),
        TLS_TO_A_PLAIN_LISTENER(3, "answered within 1 seconds (queue.answer-timeout): check the addresses"),
        MISSING_TRUSTSTORE(
                2, "no such file or directory): check queue.brokers, how to log in, and the files of queue.ssl-*"),
        WRONG_STORE_PASSWORD(2, "check queue.brokers, how to log in, and the files of queue.ssl-*"),
        PASSWORD_OF_PEM(2, "queue.ssl-truststore-password is set, but a file of PEM has none"),
        LOGIN_WITHOUT_A_PROTOCOL(2, "queue.sasl-* is set, and not used with queue.security-protocol=PLAINTEXT"),
        PLAIN_TO_A_LISTENER_WITH_TLS(3, "answered within 1 seconds (queue.answer-timeout): check the addresses");

        private final int exitCode;
        private final String message;

        Refused(int exitCode, String message) {
            this.exitCode = exitCode;
            this.message = message;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsRefusedIsToldWhatToDoAtOnce(Refused refused) throws Exception {
        long sent = orders("TWO");
        studies.use(settings(refused));

        for (List<String> command : List.of(List.of("queue"), List.of("worker"), List.of("enqueue", "--study=TWO"))) {
            assertThat(studies.run(terminal, command.toArray(String[]::new)))
                    .as("%s: %s", command, terminal.errors()).isEqualTo(refused.exitCode);
            assertThat(terminal.errors()).contains(refused.message);
            told.append(terminal.output()).append(terminal.errors());
        }
        assertThat(orders("TWO")).isEqualTo(sent);
    }

    private Map<String, String> settings(Refused refused) {
        Map<String, String> settings = new HashMap<>(loader());
        switch (refused) {
            case WRONG_PASSWORD -> settings.putAll(login("SCRAM-SHA-512", "scram.Scram", "loader", "other-hunter2"));
            case WRONG_PASSWORD_OF_PLAIN -> settings.putAll(login("PLAIN", "plain.Plain", "planner", "other-hunter2"));
            case OTHER_MECHANISM ->
                settings.putAll(login("SCRAM-SHA-256", "scram.Scram", "loader", LOADER_PASSWORD));
            case NO_LOGIN -> settings.remove("queue.sasl-jaas-config");
            case LOGIN_THAT_IS_NONE -> settings.put("queue.sasl-jaas-config", "hunter2 and 2hunter2");
            case UNKNOWN_AUTHORITY -> settings.put("queue.ssl-truststore", listeners.pem("auditor").toString());
            case NO_CERTIFICATE -> {
                settings.keySet().removeIf(key -> key.startsWith("queue.sasl"));
                settings.put("queue.security-protocol", "SSL");
                settings.put("queue.brokers", listeners.mutualAddress());
            }
            case TLS_TO_A_PLAIN_LISTENER -> {
                settings.put("queue.brokers", studies.broker().address());
                settings.put("queue.answer-timeout", "1");
            }
            case MISSING_TRUSTSTORE -> settings.put("queue.ssl-truststore", listeners.jks("none").toString());
            case WRONG_STORE_PASSWORD -> {
                settings.put("queue.ssl-truststore", listeners.jks("broker").toString());
                settings.put("queue.ssl-truststore-password", "other-hunter2");
            }
            case PASSWORD_OF_PEM -> settings.put("queue.ssl-truststore-password", "other-hunter2");
            case LOGIN_WITHOUT_A_PROTOCOL -> settings.remove("queue.security-protocol");
            case PLAIN_TO_A_LISTENER_WITH_TLS -> {
                settings.keySet().removeIf(key -> !key.equals("queue.brokers"));
                settings.put("queue.answer-timeout", "1");
            }
            default -> throw new IllegalStateException(refused.name());
        }
        return settings;
    }

    /** An order that is sent, or waits, is there when the right is. */
    @Test
    void aRightThatIsMissingIsNamedAndTheOrdersWait() throws Exception {
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
        assertThat(orders("TWO")).isEqualTo(1);

        studies.use(planner());
        studies.command("enqueue", "--study=UNKNOWN");
        studies.use(loader());
        without(LOADER, ResourceType.TOPIC, "imednet.dead-letters", WRITE, "imednet.dead-letters", "worker");
        assertThat(studies.deadLetters()).isEmpty();

        WorkerThread worker = studies.startWorkerThread();
        awaitNothingWaits();
        assertThat(records("TWO")).isEqualTo(RECORDS);
        assertThat(studies.deadLetters()).hasSize(1);
        studies.use(certified());
        assertThat(studies.command("queue")).contains("1 dead letters");
        assertThat(worker.errors()).doesNotContain("hunter2");
    }

    /** The thread that polls is refused, while another one exports: that is waited for. */
    @Test
    void aWorkerThatLosesItsRightsInTheMidstOfAStudyEndsAndLeavesTheOrder() throws Exception {
        try (ImednetDoor door = new ImednetDoor(studies.servers().imednet().uri(), Duration.ZERO)) {
            studies.use(planner());
            studies.command("enqueue", "--study=THREE");
            Map<String, String> settings = loader();
            settings.put("imednet.base-url", door.uri().toString());
            settings.put("imednet.timeout", "3600");
            studies.use(settings);
            door.shut();
            WorkerThread worker = studies.startWorkerThread();
            await().until(() -> studies.results().stream().anyMatch(result -> result.study().equals("THREE")));
            await().until(() -> door.underWay() > 0);
            studies.use(certified());
            assertThat(studies.command("queue")).contains("1 running");
            studies.use(settings);

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
            studies.startWorkerThread();
            awaitNothingWaits();
            assertThat(records("THREE")).isEqualTo(RECORDS);
        }
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

    private void awaitNothingWaits() {
        await().pollInterval(Duration.ofMillis(300)).until(() -> {
            QueueReport queue = StudyQueue.report(studies.settings());
            return queue.waiting() + queue.running().size() + queue.again().size() == 0;
        });
    }

    private int orders(String study) {
        return (int) studies.orderMessages().stream().filter(order -> study.equals(order.key())).count();
    }

    private long records(String study) throws Exception {
        return studies.servers().number("SELECT COUNT(*) FROM RECORDS WHERE STUDY_KEY = '" + study + "'");
    }

    private Map<String, String> planner() {
        Map<String, String> settings = login("PLAIN", "plain.Plain", "planner", PLANNER_PASSWORD);
        settings.put("queue.ssl-truststore", listeners.jks("broker").toString());
        settings.put("queue.ssl-truststore-password", SecuredListeners.STORE_PASSWORD);
        return settings;
    }

    private Map<String, String> loader() {
        Map<String, String> settings = login("SCRAM-SHA-512", "scram.Scram", "loader", LOADER_PASSWORD);
        settings.put("queue.ssl-truststore", listeners.pem("broker").toString());
        return settings;
    }

    private Map<String, String> certified() {
        return Map.of(
                "queue.brokers", listeners.mutualAddress(),
                "queue.security-protocol", "SSL",
                "queue.ssl-truststore", listeners.pem("broker").toString(),
                "queue.ssl-keystore", listeners.keystore("auditor").toString(),
                "queue.ssl-keystore-password", SecuredListeners.STORE_PASSWORD);
    }

    private Map<String, String> login(String mechanism, String module, String user, String password) {
        return new HashMap<>(Map.of(
                "queue.brokers",
                listeners.loginAddress(),
                "queue.security-protocol",
                "SASL_SSL",
                "queue.sasl-mechanism",
                mechanism,
                "queue.sasl-jaas-config",
                "org.apache.kafka.common.security.%sLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(module, user, password)));
    }

    private static Map<String, String> withTopic(Map<String, String> settings, String topic) {
        settings.put("queue.topic", topic);
        return settings;
    }

    private void allow(String user, ResourceType type, String name, AclOperation right) throws Exception {
        try (Admin admin = studies.broker().admin()) {
            admin.createAcls(List.of(acl(user, type, name, right))).all().get();
        }
    }

    private void deny(String user, ResourceType type, String name, AclOperation right) throws Exception {
        try (Admin admin = studies.broker().admin()) {
            admin.deleteAcls(List.of(acl(user, type, name, right).toFilter())).all().get();
        }
    }

    private static AclBinding acl(String user, ResourceType type, String name, AclOperation right) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry(user, "*", right, AclPermissionType.ALLOW));
    }
}
