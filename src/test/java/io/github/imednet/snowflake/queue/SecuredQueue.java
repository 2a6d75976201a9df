package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.cli.Terminal;
import io.github.imednet.snowflake.config.QueueSettings;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A queue with brokers as in production: TLS, logins of three kinds, and no right but those that docs/queue.md names.
 * No test of it may have a password told. Tests add to what others have left, and ask for no more than that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SecuredQueue {

    static final int RECORDS = 60;
    static final String PLANNER = "User:planner";
    static final String LOADER = "User:loader";
    private static final String PLANNER_PASSWORD = "planner-hunter2";
    static final String LOADER_PASSWORD = "loader-hunter2";
    private static final List<String> TOPICS =
            List.of("imednet.studies", "imednet.results", "imednet.dead-letters", "imednet.quota");

    @TempDir
    private static Path directory;

    final Terminal terminal = new Terminal();
    SecuredListeners listeners;
    private KafkaBroker broker;
    QueuedStudies studies;
    final StringBuilder told = new StringBuilder();
    private LogLines log;

    @BeforeAll
    void start() throws Exception {
        listeners = new SecuredListeners(directory.resolve("certificates"), Map.of("planner", PLANNER_PASSWORD));
        broker = new KafkaBroker(directory.resolve("kafka"), listeners);
        studies = new QueuedStudies(
                directory, RECORDS, List.of("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX"), broker,
                Map.of("queue.brokers", broker.address()));
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

    /** The page about the night, as whoever has logged in may have it. */
    String night() throws Exception {
        Path night = Files.createTempDirectory(directory, "night-").resolve("night.html");
        studies.command("report", "--night", "--output=" + night);
        told.append(Files.readString(night));
        return Files.readString(night);
    }

    void awaitNothingWaits() {
        await().pollInterval(Duration.ofMillis(300)).until(() -> {
            QueueReport queue = StudyQueue.report(studies.settings());
            return queue.waiting() + queue.running().size() + queue.again().size() == 0;
        });
    }

    int orders(String study) {
        return (int) studies.orderMessages().stream().filter(order -> study.equals(order.key())).count();
    }

    long records(String study) throws Exception {
        return studies.servers().number("SELECT COUNT(*) FROM RECORDS WHERE STUDY_KEY = '" + study + "'");
    }

    Map<String, String> planner() {
        Map<String, String> settings = login("PLAIN", "plain.Plain", "planner", PLANNER_PASSWORD);
        settings.put("queue.ssl-truststore", listeners.jks("broker").toString());
        settings.put("queue.ssl-truststore-password", SecuredListeners.STORE_PASSWORD);
        return settings;
    }

    Map<String, String> loader() {
        Map<String, String> settings = login("SCRAM-SHA-512", "scram.Scram", "loader", LOADER_PASSWORD);
        settings.put("queue.ssl-truststore", listeners.pem("broker").toString());
        return settings;
    }

    Map<String, String> certified() {
        return Map.of(
                "queue.brokers", listeners.mutualAddress(),
                "queue.security-protocol", "SSL",
                "queue.ssl-truststore", listeners.pem("broker").toString(),
                "queue.ssl-keystore", listeners.keystore("auditor").toString(),
                "queue.ssl-keystore-password", SecuredListeners.STORE_PASSWORD);
    }

    /** The same with a key in a file of PEM, which has a password of its own. */
    Map<String, String> certifiedByPem() {
        return Map.of(
                "queue.brokers", listeners.mutualAddress(),
                "queue.security-protocol", "SSL",
                "queue.ssl-truststore", listeners.pem("broker").toString(),
                "queue.ssl-keystore", listeners.keyPem("auditor").toString(),
                "queue.ssl-key-password", SecuredListeners.KEY_PASSWORD);
    }

    Map<String, String> login(String mechanism, String module, String user, String password) {
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

    void allow(String user, ResourceType type, String name, AclOperation right) throws Exception {
        try (Admin admin = studies.broker().admin()) {
            admin.createAcls(List.of(acl(user, type, name, right))).all().get();
        }
    }

    void deny(String user, ResourceType type, String name, AclOperation right) throws Exception {
        try (Admin admin = studies.broker().admin()) {
            admin.deleteAcls(List.of(acl(user, type, name, right).toFilter())).all().get();
        }
    }

    private static AclBinding acl(String user, ResourceType type, String name, AclOperation right) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry(user, "*", right, AclPermissionType.ALLOW));
    }

    private static String text(Headers headers) {
        return Stream.of(headers.toArray())
                .map(header -> header.key() + '=' + new String(header.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }
}
