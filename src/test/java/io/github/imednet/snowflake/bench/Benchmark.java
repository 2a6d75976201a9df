package io.github.imednet.snowflake.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures exports between the local servers: the exporter in one JVM, each server in its own. */
@Command(
        name = "benchmark",
        description = "Measures exports, each from an empty table on; needs Linux, for it reads /proc.",
        mixinStandardHelpOptions = true)
public final class Benchmark implements Callable<Integer> {

    private static final String ROW =
            "%-23s %8.0f %7.2f %9.0f %7.2f %6.2f %7.1f %7.0f %6.0f %5.0f %5.0f %4.0f %5.0f %7.2f %9.2f %6.1f%n";

    private static final String HEAD = String.format(
            "%-23s %8s %7s %9s %7s %6s %7s %7s %6s %5s %5s %4s %5s %7s %9s %6s%n",
            "scenario", "records", "seconds", "records/s", "process", "CPU s", "CPU s/M", "heap MB", "RSS MB", "pages",
            "files", "PUTs", "COPYs", "iMednet", "Snowflake", "others");

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO",
            description = "Scenarios to run; all exports if none is named.")
    private List<String> names = List.of();

    @Option(names = "--runs", paramLabel = "N", defaultValue = "1",
            description = "Runs of each scenario; of several the medians are printed too.")
    private int runs;

    @Option(names = "--java-option", paramLabel = "OPTION", description = "An option of the exporter's JVM.")
    private List<String> javaOptions = List.of();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the export.")
    private List<String> settings = List.of();

    @Option(names = "--scale", paramLabel = "N", defaultValue = "1",
            description = "TPC-H's scale factor, for lineitem-parquet and lineitem-csv.")
    private double scale;

    @Option(names = "--arrow", paramLabel = "FILE", description = "For the scenario adbc: an Arrow stream to ingest.")
    private Path arrow;

    @Option(names = "--python", paramLabel = "PROGRAM", defaultValue = "python3",
            description = "For the scenario adbc: a Python that has adbc-driver-snowflake and pyarrow.")
    private String python;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        if (!names.isEmpty() && LineitemBenchmark.NAMES.containsAll(names)) {
            new LineitemBenchmark(out(), scale, javaOptions, settings).run(names, runs);
            return CommandLine.ExitCode.OK;
        }
        if (names.equals(List.of("adbc")) && arrow != null) {
            new AdbcBenchmark(out(), arrow, python, javaOptions).run(runs);
            return CommandLine.ExitCode.OK;
        }
        if (names.equals(List.of(StudiesBenchmark.NAME))) {
            new StudiesBenchmark(out(), settings).run(runs);
            return CommandLine.ExitCode.OK;
        }
        List<Scenario> chosen = chosen();
        for (Scenario scenario : chosen) {
            out().printf("%s: %s; goal: %s%n", scenario.name(), scenario.data(), scenario.goal());
        }
        out().print(HEAD);
        out().flush();
        for (Scenario scenario : chosen) {
            List<Measurement> measured = new ArrayList<>();
            for (int run = 1; run <= runs; run++) {
                measured.add(measure(with(scenario)));
                print(scenario.name() + " " + run, measured.get(run - 1));
            }
            if (runs > 1) {
                print(scenario.name() + " median", Measurement.median(measured));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Scenario> chosen() {
        List<Scenario> all = Scenario.all();
        List<String> known = all.stream().map(Scenario::name).toList();
        if (!known.containsAll(names)) {
            throw new ParameterException(spec.commandLine(), "The scenarios are " + String.join(", ", known)
                    + "; and, not together with these, " + String.join(", ", LineitemBenchmark.NAMES)
                    + ", adbc with --arrow, and " + StudiesBenchmark.NAME);
        }
        return names.isEmpty() ? all : all.stream().filter(scenario -> names.contains(scenario.name())).toList();
    }

    private Scenario with(Scenario scenario) {
        return scenario.withMore(javaOptions, settings);
    }

    /** The services that the servers stand for have been up for long: an export into another table warms them up. */
    private Measurement measure(Scenario scenario) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("imednet-benchmark-");
        List<String> imednetOptions = new ArrayList<>(List.of("--data=" + scenario.data()));
        imednetOptions.addAll(scenario.imednetOptions());
        List<String> snowflakeOptions = new ArrayList<>(List.of("--data=" + directory.resolve("snowflake")));
        snowflakeOptions.addAll(scenario.snowflakeOptions());
        try (ServerProcess imednet = ServerProcess.start(directory, "imednet", imednetOptions);
                ServerProcess snowflake = ServerProcess.start(directory, "snowflake", snowflakeOptions)) {
            new ExporterProcess(directory, "WARM_UP").run(scenario, imednet, snowflake);
            ExporterProcess exporter = new ExporterProcess(directory, "RECORDS");
            Duration imednetBefore = imednet.cpu();
            Duration snowflakeBefore = snowflake.cpu();
            JsonNode summary = exporter.run(scenario, imednet, snowflake);
            out().println("  CPU s by thread: " + exporter.measured().cpuByThread());
            return Measurement.of(
                    summary,
                    exporter.measured(),
                    imednet.cpu().minus(imednetBefore),
                    snowflake.cpu().minus(snowflakeBefore));
        } finally {
            delete(directory);
        }
    }

    private void print(String name, Measurement it) {
        out().printf(
                Locale.ROOT, ROW, name, it.records(), it.seconds(), it.recordsPerSecond(), it.processSeconds(),
                it.cpuSeconds(), it.cpuSecondsPerMillion(), it.peakHeap(), it.peakMemory(), it.pages(), it.files(),
                it.puts(), it.copies(), it.imednetCpuSeconds(), it.snowflakeCpuSeconds(),
                it.othersCores());
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
