package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Apache Kafka, one node that is broker and controller (KRaft), in a process of its own with a class path of its own.
 * It listens on 127.0.0.1 alone, keeps its data in a folder, and ends with whoever started it. To {@link #address()}
 * everybody has access without a login, and is a super user.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final Path LIBRARIES = Path.of("target", "kafka");
    private static final Path DATA = Path.of("target", "kafka-data");
    private static final int TRIES = 3;
    private static final AtomicInteger QUEUES = new AtomicInteger();

    private static KafkaBroker shared;

    private final Path directory;
    private final SecuredListeners secured;
    private Process process;
    private int port;

    /** Starts it, and waits until it answers. @param directory empty or missing; has the data and {@code kafka.log} */
    public KafkaBroker(Path directory) throws IOException {
        this(directory, null);
    }

    /** The same with further addresses, for logins that have the rights they are given. */
    KafkaBroker(Path directory, SecuredListeners secured) throws IOException {
        if (Files.notExists(LIBRARIES)) {
            throw new IllegalStateException(LIBRARIES.toAbsolutePath()
                    + " is missing: mvn dependency:copy@kafka-broker-for-tests makes it");
        }
        this.directory = Files.createDirectories(directory);
        this.secured = secured;
        // Between being found free and being listened on, a port may be taken by others.
        for (int attempt = 1; !starts(); attempt++) {
            if (attempt == TRIES) {
                throw new IllegalStateException("Kafka did not start:\n" + Files.readString(log()));
            }
        }
    }

    /** One for all tests of this process, with which it ends: it takes longer to start than most of them. */
    static synchronized KafkaBroker shared() throws IOException {
        if (shared == null) {
            Files.createDirectories(DATA);
            shared = new KafkaBroker(Files.createTempDirectory(DATA, "broker-"));
        }
        return shared;
    }

    /** Settings of a queue whose topics and group no other test has. */
    Map<String, String> newQueue() {
        String name = "queue-" + QUEUES.incrementAndGet();
        return Map.of(
                "queue.brokers", address(),
                "queue.topic", name + ".studies",
                "queue.results-topic", name + ".results",
                "queue.dead-letter-topic", name + ".dead-letters",
                "queue.quota-topic", name + ".quota",
                "queue.group", name + ".workers",
                "queue.partitions", "4");
    }

    /** Starts it again after its end, with the same data, at the same addresses; also the one that tests share. */
    void restart() throws IOException {
        if (!launches()) {
            throw new IllegalStateException("Kafka did not start again:\n" + Files.readString(log()));
        }
    }

    /** Such as {@code 127.0.0.1:45077}: {@code queue.brokers}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Makes a topic. @param settings of the topic, such as {@code cleanup.policy} */
    public void createTopic(String name, int partitions, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(Set.of(new NewTopic(name, Optional.of(partitions), Optional.<Short>empty())
                            .configs(settings)))
                    .all()
                    .get();
        }
    }

    /** To be closed by whoever asks for it. */
    public Admin admin() {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address());
        return Admin.create(properties);
    }

    /** Ends the process without a word to clients, as a machine that goes down. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private boolean starts() throws IOException {
        port = freePort();
        String others = secured == null ? "" : "," + secured.open();
        Files.writeString(settings(), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%1$d%s
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=BROKER
                listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT%s
                log.dirs=%s
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                group.initial.rebalance.delay.ms=0
                auto.create.topics.enable=false
                %s
                """.formatted(
                        freePort(), port, others,
                        secured == null ? "" : SecuredListeners.PROTOCOLS,
                        Files.createTempDirectory(directory, "data-"),
                        secured == null ? "" : secured.settings()));
        return launches();
    }

    private boolean launches() throws IOException {
        ProcessBuilder broker = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
                "-cp", classPath(),
                KafkaBrokerProcess.class.getName(), settings().toString());
        process = broker.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        await().pollDelay(Duration.ZERO).until(() -> !process.isAlive() || answers());
        return process.isAlive();
    }

    /** First whether it listens at all: of each try that fails the client would log a warning. */
    private boolean answers() throws InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected() && hasOneNode();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean hasOneNode() throws InterruptedException {
        try (Admin admin = admin()) {
            return admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).size() == 1;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private Path settings() {
        return directory.resolve("server.properties");
    }

    private Path log() {
        return directory.resolve("kafka.log");
    }

    /** The broker's libraries come before those of the tests, which have the class that starts it, and the log. */
    private static String classPath() {
        return LIBRARIES.toAbsolutePath().resolve("*") + File.pathSeparator + System.getProperty("java.class.path");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
