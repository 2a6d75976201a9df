package io.github.imednet.snowflake.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures {@code imednet ingest} of TPC-H's LINEITEM, in a JVM of its own, into a new table of the local Snowflake.
 */
final class LineitemBenchmark {

    static final List<String> NAMES = List.of("lineitem-parquet", "lineitem-csv");

    private static final String HEAD = String.format(
            "%-20s %9s %8s %9s %8s %7s %8s %7s %6s %5s %6s %9s %6s%n",
            "scenario", "rows", "seconds", "rows/s", "process", "CPU s", "heap MB", "RSS MB", "files", "PUTs", "COPYs",
            "Snowflake", "others");

    private static final String ROW =
            "%-20s %9d %8.2f %9.0f %8.2f %7.2f %8.0f %7.0f %6d %5d %6d %9.2f %6.1f%n";

    /** A thread that took less is not worth a line. */

    private final PrintWriter output;
    private final LineitemFiles files;
    private final List<String> javaOptions;
    private final List<String> settings;

    LineitemBenchmark(PrintWriter output, double scale, List<String> javaOptions, List<String> settings) {
        this.output = output;
        this.files = new LineitemFiles(scale);
        this.javaOptions = javaOptions;
        this.settings = settings;
    }

    void run(List<String> names, int runs) throws IOException, InterruptedException, SQLException {
        for (String name : names) {
            List<Path> sources = files.of(name.substring(name.indexOf('-') + 1));
            output.print(HEAD);
            for (int run = 1; run <= runs; run++) {
                measure(name + " " + run, sources);
            }
        }
    }

    private void measure(String name, List<Path> sources) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("imednet-benchmark-");
        try (ServerProcess snowflake = ServerProcess.start(
                directory, "snowflake", List.of("--data=" + directory.resolve("snowflake")))) {
            MeasuredProcess ingest = new MeasuredProcess(directory);
            Path summary = directory.resolve("summary.json");
            Duration before = snowflake.cpu();
            int exitCode = ingest.run(process(directory, sources, snowflake, summary), snowflake);
            JsonNode result = ExporterProcess.summaryIn(summary);
            if (exitCode != 0) {
                throw new IllegalStateException("The ingestion ended with " + exitCode + ": " + result + "\n"
                        + Files.readString(directory.resolve("ingest.log")));
            }
            print(name, result, ingest, snowflake.cpu().minus(before));
        } finally {
            Benchmark.delete(directory);
        }
    }

    private ProcessBuilder process(Path directory, List<Path> sources, ServerProcess snowflake, Path summary)
            throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx1g", MeasuredProcess.HEAP_LOG_OPTION));
        options.addAll(javaOptions);
        List<String> arguments = new ArrayList<>(List.of("ingest"));
        sources.forEach(file -> arguments.add(file.toString()));
        arguments.addAll(List.of(
                "--table=LINEITEM",
                "--mode=create",
                "--json",
                "--set=snowflake.account=local",
                "--set=snowflake.url=" + snowflake.address(),
                "--set=snowflake.user=" + Accounts.LOCAL_USER,
                "--set=snowflake.database=" + Accounts.LOCAL_DATABASE,
                "--set=snowflake.schema=PUBLIC"));
        settings.forEach(setting -> arguments.add("--set=" + setting));
        ProcessBuilder builder = ImednetProcess.of(directory, "ingest.log", options, arguments);
        builder.environment().put("SNOWFLAKE_PASSWORD", Accounts.LOCAL_PASSWORD);
        return builder.redirectOutput(summary.toFile());
    }

    private void print(String name, JsonNode result, MeasuredProcess ingest, Duration snowflake) {
        long rows = result.path("rows").asLong();
        double seconds = result.path("seconds").asDouble();
        output.printf(
                Locale.ROOT, ROW, name, rows, seconds, rows / seconds, ingest.seconds(), ingest.cpuSeconds(),
                ingest.peakHeap(), ingest.peakMemory(), result.path("files").asLong(), result.path("puts").asLong(),
                result.path("copies").asLong(), snowflake.toMillis() / 1000.0, ingest.coresTakenByOthers());
        output.println("  summary: " + result);
        output.println("  CPU s by thread: " + ingest.cpuByThread());
        output.flush();
    }
}
