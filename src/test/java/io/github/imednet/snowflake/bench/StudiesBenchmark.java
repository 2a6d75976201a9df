package io.github.imednet.snowflake.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.snowflake.Connections;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import io.github.imednet.snowflake.queue.KafkaBroker;
import io.github.imednet.snowflake.queue.StudyQueue;
import io.github.imednet.snowflake.queue.StudyResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Measures a night of studies between the local servers, three ways: a process for each in turn, one process for all of
 * them, and workers that take them from a broker. The servers have answered for each study once before.
 */
final class StudiesBenchmark {

    static final String NAME = "studies";

    private static final int STUDIES = 24;
    private static final int RECORDS = 20_000;
    private static final int WORKERS = 3;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LOOK_AT_RESULTS = Duration.ofSeconds(3);

    private static final String HEAD = String.format("%-24s %8s %7s %8s %9s %6s %6s%n",
            "way", "seconds", "CPU s", "iMednet", "Snowflake", "ratio", "others");
    private static final String ROW = "%-24s %8.2f %7.2f %8.2f %9.2f %6.2f %6.1f%n";

    private final PrintWriter output;
    private final List<String> settings;
    private final List<String> keys =
            IntStream.rangeClosed(1, STUDIES).mapToObj("STUDY-%02d"::formatted).toList();
    private Path directory;
    private ServerProcess imednet;
    private ServerProcess snowflake;
    private double first;

    /** @param settings of all exports, as KEY=VALUE */
    StudiesBenchmark(PrintWriter output, List<String> settings) {
        this.output = output;
        this.settings = List.copyOf(settings);
    }

    void run(int runs) throws IOException, InterruptedException, SQLException {
        output.printf("%d studies of %,d records; 50 ms a page, 100 ms a PUT, 400 ms a COPY; goals: all studies in one"
                + " process at most 0.25 of a process for each, workers no slower than that%n", STUDIES, RECORDS);
        Path data = StudiesData.of(keys, RECORDS);
        for (int run = 1; run <= runs; run++) {
            directory = Files.createTempDirectory("imednet-benchmark-");
            try (ServerProcess api =
                            ServerProcess.start(directory, "imednet", List.of("--data=" + data, "--latency-ms=50"));
                    ServerProcess warehouse = ServerProcess.start(
                            directory,
                            "snowflake",
                            List.of(
                                    "--data=" + directory.resolve("snowflake"),
                                    "--put-latency-ms=100",
                                    "--copy-latency-ms=400"))) {
                imednet = api;
                snowflake = warehouse;
                export("WARM_UP", "--all-studies");
                output.print(HEAD);
                inTurn();
                allAtOnce();
                byWorkers();
            } finally {
                Benchmark.delete(directory);
            }
        }
    }

    private void inTurn() throws IOException, InterruptedException {
        Meter meter = new Meter();
        double seconds = 0;
        double cpu = 0;
        double others = 0;
        for (String key : keys) {
            MeasuredProcess export = export("IN_TURN", "--study=" + key);
            seconds += export.seconds();
            cpu += export.cpuSeconds();
            others += export.coresTakenByOthers() / STUDIES;
        }
        first = seconds;
        print("a process for each", seconds, cpu, meter, others);
    }

    private void allAtOnce() throws IOException, InterruptedException {
        Meter meter = new Meter();
        MeasuredProcess export = export("ALL_STUDIES", "--all-studies");
        print("one process for all", export.seconds(), export.cpuSeconds(), meter, export.coresTakenByOthers());
    }

    private MeasuredProcess export(String table, String which) throws IOException, InterruptedException {
        MeasuredProcess export = new MeasuredProcess(directory);
        Path summary = directory.resolve("summary.json");
        ProcessBuilder process = process("export.log", table, List.of("export", "snowflake", which, "--json"));
        int exitCode = export.run(process.redirectOutput(summary.toFile()), imednet, snowflake);
        JsonNode told = ExporterProcess.summaryIn(summary);
        if (exitCode != 0) {
            throw new IllegalStateException("The export ended with " + exitCode + ": " + told + "\n"
                    + Files.readString(directory.resolve("export.log")));
        }
        return export;
    }

    /** They are services that stay: the time of a night is that from the start of enqueue. */
    private void byWorkers() throws IOException, InterruptedException, SQLException {
        List<Process> workers = new ArrayList<>();
        try (KafkaBroker broker = new KafkaBroker(directory.resolve("kafka"))) {
            QueueSettings queue = QueueSettings.read(key ->
                    key.equals("queue.brokers") ? Optional.of(broker.address()) : Optional.empty());
            String brokers = "--set=queue.brokers=" + broker.address();
            for (int worker = 1; worker <= WORKERS; worker++) {
                List<String> arguments = List.of("worker", "--json", brokers,
                        "--set=export.state-dir=" + directory.resolve("state-of-worker-" + worker));
                workers.add(process("worker-" + worker + ".log", "WORKERS", arguments)
                        .redirectOutput(directory.resolve("worker-" + worker + ".json").toFile())
                        .start());
            }
            awaitMembers(broker, queue.group());
            night(WORKERS + " workers, just begun", queue, brokers, workers);
            dropTable("WORKERS");
            night(WORKERS + " workers, the next night", queue, brokers, workers);
        } finally {
            for (Process worker : workers) {
                worker.destroyForcibly().waitFor();
            }
        }
    }

    /** What workers used for their own start counts in no night, as their processes stay. */
    private void night(String way, QueueSettings queue, String brokers, List<Process> workers)
            throws IOException, InterruptedException {
        Meter meter = new Meter();
        double before = cpuSeconds(workers);
        Instant enqueued = Instant.now();
        MeasuredProcess enqueue = new MeasuredProcess(directory);
        int exitCode = enqueue.run(process("enqueue.log", "WORKERS", List.of("enqueue", "--all-studies", brokers))
                .redirectOutput(directory.resolve("enqueue.txt").toFile()), imednet, snowflake);
        if (exitCode != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("enqueue.log")));
        }
        List<StudyResult> results = awaitResults(queue, workers, enqueued);
        // Told by the workers, which have this machine's clock: looking more often would take from what is measured.
        Instant ended = results.stream()
                .map(result -> Instant.parse(Objects.requireNonNull(result.endedAt())))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        double seconds = Duration.between(enqueued, ended).toMillis() / 1000.0;
        print(way, seconds, enqueue.cpuSeconds() + cpuSeconds(workers) - before, meter, Double.NaN);
        output.printf(Locale.ROOT, "  of a study's summary in the mean: %.2f s, %.0f requests, %.0f COPYs%n",
                mean(results, "seconds"), mean(results, "api_requests"), mean(results, "copies"));
        output.flush();
    }

    private static double cpuSeconds(List<Process> workers) {
        return workers.stream()
                .mapToDouble(worker -> worker.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0)
                .sum();
    }

    /** So that the next night has the same to do: what the ledger says is of the table that was. */
    private void dropTable(String table) throws SQLException {
        try (Connection connection =
                Connections.open("jdbc:snowflake://" + snowflake.address() + "/?account=local", Map.of())) {
            Connections.execute(connection, "DROP TABLE " + table, "REMOVE @MY_STAGE/" + table);
        }
    }

    private static void awaitMembers(KafkaBroker broker, String group) throws InterruptedException {
        try (Admin admin = broker.admin()) {
            while (admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().size() < WORKERS) {
                Thread.sleep(LOOK.toMillis());
            }
        } catch (ExecutionException e) {
            // A group is there with its first member.
            Thread.sleep(LOOK.toMillis());
            awaitMembers(broker, group);
        }
    }

    private static double mean(List<StudyResult> results, String field) {
        return results.stream().mapToDouble(result -> result.summary().path(field).asDouble()).average().orElse(0);
    }

    private List<StudyResult> awaitResults(QueueSettings queue, List<Process> workers, Instant since)
            throws IOException, InterruptedException {
        Map<Boolean, List<StudyResult>> ended = Map.of();
        while (ended.getOrDefault(true, List.of()).size() < STUDIES) {
            Thread.sleep(LOOK_AT_RESULTS.toMillis());
            ended = StudyQueue.night(queue).results().stream()
                    .filter(StudyResult::isFinal)
                    .filter(result -> Instant.parse(result.startedAt()).isAfter(since))
                    .collect(Collectors.partitioningBy(
                            result -> result.state() == StudyResult.State.RECONCILED));
            if (!ended.get(false).isEmpty() || workers.stream().noneMatch(Process::isAlive)) {
                throw new IllegalStateException("A study failed: " + ended.get(false) + "\n"
                        + Files.readString(directory.resolve("worker-1.log")));
            }
        }
        return ended.get(true);
    }

    private ProcessBuilder process(String log, String table, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        Stream.of(
                        "imednet.base-url=" + imednet.address(), "snowflake.url=" + snowflake.address(),
                        "snowflake.account=local", "snowflake.user=" + Accounts.LOCAL_USER,
                        "snowflake.database=" + Accounts.LOCAL_DATABASE, "snowflake.schema=PUBLIC",
                        "snowflake.warehouse=COMPUTE_WH", "snowflake.stage=MY_STAGE", "snowflake.table=" + table,
                        "export.stage-prefix=" + table, "export.manifest-path=" + directory.resolve(table + "-" + log))
                .forEach(setting -> all.add("--set=" + setting));
        settings.forEach(setting -> all.add("--set=" + setting));
        ProcessBuilder builder =
                ImednetProcess.of(directory, log, List.of(MeasuredProcess.HEAP_LOG_OPTION), all);
        builder.environment().put("IMEDNET_API_KEY", ImednetServer.DEFAULT_API_KEY);
        builder.environment().put("IMEDNET_SECURITY_KEY", ImednetServer.DEFAULT_SECURITY_KEY);
        builder.environment().put("SNOWFLAKE_PASSWORD", Accounts.LOCAL_PASSWORD);
        return builder;
    }

    /** The servers' CPU time from its making on. */
    private final class Meter {

        private final Duration api = imednet.cpu();
        private final Duration warehouse = snowflake.cpu();

        double ofImednet() {
            return imednet.cpu().minus(api).toMillis() / 1000.0;
        }

        double ofSnowflake() {
            return snowflake.cpu().minus(warehouse).toMillis() / 1000.0;
        }
    }

    private void print(String way, double seconds, double cpu, Meter meter, double others) {
        output.printf(
                Locale.ROOT, ROW, way, seconds, cpu, meter.ofImednet(), meter.ofSnowflake(), seconds / first, others);
        output.flush();
    }
}
