package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imednet.snowflake.Fixture;
import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.cli.Terminal;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.imednet.StudyFiles;
import io.github.imednet.snowflake.run.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Studies with records of their own, both local servers, a queue, and workers: threads, or processes to be killed. */
final class QueuedStudies extends Fixture implements AutoCloseable {

    private final int records;
    private final List<String> keys;
    private KafkaBroker broker;
    private Map<String, String> queue;
    private Path directory;
    private final List<Process> workers = new ArrayList<>();
    private final List<WorkerThread> threads = new ArrayList<>();
    private final List<StudyResult> results = new ArrayList<>();
    private Consumer<String, String> reader;
    private LocalServers servers;
    private Path properties;

    /** To be registered. */
    QueuedStudies(int records, String... studies) {
        this.records = records;
        this.keys = List.of(studies);
    }

    /** To be closed. */
    QueuedStudies(Path directory, int records, List<String> studies) throws IOException {
        this(directory, records, studies, KafkaBroker.shared(), KafkaBroker.shared().newQueue());
    }

    /**
     * @param broker closed by whoever made it
     * @param queue settings of the brokers, the topics and the group
     */
    QueuedStudies(Path directory, int records, List<String> studies, KafkaBroker broker, Map<String, String> queue)
            throws IOException {
        this.records = records;
        this.keys = studies;
        start(directory, broker, queue);
    }

    @Override
    protected void start(Path temporary) throws IOException {
        start(temporary, KafkaBroker.shared(), KafkaBroker.shared().newQueue());
    }

    private void start(Path folder, KafkaBroker brokers, Map<String, String> names) throws IOException {
        directory = folder;
        broker = brokers;
        queue = names;
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.folder(studies()));
        use(Map.of());
    }

    Path directory() {
        return directory;
    }

    /** Has commands and workers that start from now on take these settings beside all that they need. */
    void use(Map<String, String> others) throws IOException {
        Map<String, String> settings = servers.settings();
        settings.putAll(queue);
        settings.put("queue.retry-wait", "1");
        settings.put("queue.session-timeout", "6");
        settings.put("imednet.page-size", "20");
        settings.put("export.batch-size", "20");
        settings.put("export.load-batches", "2");
        settings.putAll(others);
        properties = servers.file(settings);
    }

    LocalServers servers() {
        return servers;
    }

    KafkaBroker broker() {
        return broker;
    }

    QueueSettings settings() {
        return QueueSettings.read(key -> Optional.ofNullable(queue.get(key)));
    }

    /** Runs a command in this process, and lets it pass that it ends with 0. */
    String command(String... arguments) {
        Terminal terminal = new Terminal();
        assertThat(run(terminal, arguments)).as(terminal.errors()).isZero();
        return terminal.output();
    }

    /** @return the exit code */
    int run(Terminal terminal, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--properties=" + properties);
        return terminal.run(all);
    }

    JsonNode queue() {
        try {
            return new ObjectMapper().readTree(command("queue", "--json"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until no order waits, runs, or is to be tried again. */
    void awaitEmptyQueue() {
        await().pollInterval(Duration.ofMillis(500)).until(() -> {
            requireWorkers();
            return isQueueEmpty();
        });
    }

    private boolean isQueueEmpty() {
        QueueReport queue = StudyQueue.report(settings());
        return queue.waiting() + queue.running().size() + queue.again().size() == 0;
    }

    /** Waits until the worker ends by itself, as long as it has orders. @return its exit code */
    int awaitEnd(WorkerThread worker) throws Exception {
        await().pollInterval(Duration.ofMillis(500)).until(() -> worker.hasEnded() || isQueueEmpty());
        assertThat(worker.hasEnded()).as("the worker has ended, and left orders: %s", worker.errors()).isTrue();
        return worker.awaitEnd();
    }

    private void requireWorkers() throws IOException {
        for (Process worker : workers) {
            assertThat(worker.isAlive()).as("worker: %s", Files.readString(log(worker))).isTrue();
        }
        for (WorkerThread worker : threads) {
            assertThat(worker.hasEnded()).as("worker has ended: %s", worker.errors()).isFalse();
        }
    }

    Process startWorker(String... others) throws IOException {
        List<String> command = JavaProcess.imednet();
        command.addAll(worker(others));
        Path log = Files.createTempFile(directory, "worker-", ".log");
        Process worker = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Files.move(log, log(worker));
        workers.add(worker);
        return worker;
    }

    /** Starts one in this process. It reads its settings some time later: {@link #use} has to wait for a sign of it. */
    WorkerThread startWorkerThread(String... others) {
        WorkerThread worker = new WorkerThread(worker(others));
        threads.add(worker);
        return worker;
    }

    private List<String> worker(String... others) {
        List<String> command = new ArrayList<>(List.of("worker", "--json", "--properties=" + properties));
        command.addAll(List.of(others));
        return command;
    }

    /** Has those of this process stop, and waits for it. */
    void stopWorkerThreads() throws InterruptedException {
        for (WorkerThread worker : threads) {
            worker.close();
        }
        threads.clear();
    }

    /** What the worker prints. */
    Path log(Process worker) {
        return directory.resolve("worker-" + worker.pid() + ".log");
    }

    /** Ends the worker as a machine that goes down does. */
    void kill(Process worker) throws InterruptedException {
        workers.remove(worker);
        worker.destroyForcibly().waitFor();
    }

    /** It has ended by itself. */
    void forget(WorkerThread worker) {
        threads.remove(worker);
    }

    /** Tells it to stop. */
    void stop(Process worker) {
        workers.remove(worker);
        worker.destroy();
    }

    /** The same for one of this process, which has ended when this returns. */
    void stop(WorkerThread worker) throws InterruptedException {
        threads.remove(worker);
        worker.close();
    }

    List<Process> workers() {
        return List.copyOf(workers);
    }

    /** All that workers told so far: what was read before is not read again. */
    synchronized List<StudyResult> results() {
        if (reader == null) {
            reader = QueueClients.reader(settings());
            reader.assign(partitions(reader, settings().resultsTopic()));
        }
        for (ConsumerRecord<String, String> message : unread(reader)) {
            try {
                results.add(QueueMessages.result(message.value()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(message.value(), e);
            }
        }
        return List.copyOf(results);
    }

    List<ConsumerRecord<String, String>> deadLetters() {
        return messages(settings().deadLetterTopic());
    }

    /** How many orders were ever sent. */
    int orders() {
        return orderMessages().size();
    }

    List<ConsumerRecord<String, String>> orderMessages() {
        return messages(settings().topic());
    }

    private List<ConsumerRecord<String, String>> messages(String topic) {
        try (Consumer<String, String> all = QueueClients.reader(settings())) {
            all.assign(partitions(all, topic));
            return unread(all);
        }
    }

    private static List<TopicPartition> partitions(Consumer<String, String> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private static List<ConsumerRecord<String, String>> unread(Consumer<String, String> consumer) {
        List<ConsumerRecord<String, String>> messages = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofSeconds(1)).forEach(messages::add);
        }
        return messages;
    }

    private Path studies() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("served"));
        StringBuilder studies = new StringBuilder();
        StringBuilder all = new StringBuilder();
        int id = 0;
        for (String study : keys) {
            studies.append("{\"studyKey\":\"%s\"}%n".formatted(study));
            for (int record = 0; record < records; record++) {
                id++;
                all.append("""
                        {"studyKey":"%s","recordId":%d,"formKey":"AE","dateModified":"2024-01-01 10:00:00",\
                        "recordData":{"aeterm":"term of %s %2$d"}}
                        """.formatted(study, id, study));
            }
        }
        StudyFiles.write(folder.resolve("studies.ndjson.gz"), studies.toString());
        StudyFiles.write(folder.resolve("records.ndjson.gz"), all.toString());
        return folder;
    }

    @Override
    protected void stop() throws Exception {
        close();
    }

    @Override
    public void close() throws Exception {
        stopWorkerThreads();
        for (Process worker : workers) {
            worker.destroyForcibly().waitFor();
        }
        if (reader != null) {
            reader.close();
        }
        servers.close();
    }
}
