package io.github.imednet.snowflake.bench;

import io.github.imednet.snowflake.local.snowflake.wire.Accounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures both ADBC drivers, that for Java and that written in Go, with the same Arrow stream into new tables of one
 * local Snowflake, in turn, each run a process of its own. The first pair is not counted.
 */
final class AdbcBenchmark {

    private static final Path SCRIPT = Path.of("src", "test", "judges", "bench", "adbc_ingest.py").toAbsolutePath();
    private static final String HEAD =
            String.format("%-8s %9s %8s %7s %9s %7s %6s%n", "driver", "rows", "seconds", "CPU s", "process", "RSS MB",
                    "others");
    private static final String ROW = "%-8s %9d %8.2f %7.2f %9.2f %7.0f %6.1f%n";

    private final PrintWriter output;
    private final Path stream;
    private final String python;
    private final List<String> javaOptions;

    /** CPU seconds of the ingestion, and of the whole process with its start. */
    private record Run(double seconds, double cpu, double processCpu) {}

    /** @param python a Python that has adbc-driver-snowflake and pyarrow */
    AdbcBenchmark(PrintWriter output, Path stream, String python, List<String> javaOptions) {
        this.output = output;
        this.stream = stream.toAbsolutePath();
        this.python = python;
        this.javaOptions = javaOptions;
    }

    void run(int runs) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("imednet-benchmark-");
        List<Run> java = new ArrayList<>();
        List<Run> go = new ArrayList<>();
        try (ServerProcess snowflake = ServerProcess.start(directory, "snowflake", List.of(
                "--data=" + directory.resolve("snowflake"), "--stage-storage=http"))) {
            String uri = Accounts.LOCAL_USER + ":" + Accounts.LOCAL_PASSWORD + "@"
                    + URI.create(snowflake.address()).getAuthority() + "/" + Accounts.LOCAL_DATABASE
                    + "/PUBLIC?account=local&protocol=http";
            output.print(HEAD);
            for (int run = 0; run <= runs; run++) {
                List<String> arguments = List.of(uri, stream.toString());
                go.add(measure("Go", ofGo(directory, arguments, "GO_" + run), directory, snowflake));
                java.add(measure("Java", ofJava(directory, arguments, "JAVA_" + run), directory, snowflake));
            }
        } finally {
            Benchmark.delete(directory);
        }
        output.printf(Locale.ROOT, "Java to Go, sums without the first pair: seconds %.2f, CPU s %.2f, process %.2f%n",
                sum(java, 0) / sum(go, 0), sum(java, 1) / sum(go, 1), sum(java, 2) / sum(go, 2));
        output.flush();
    }

    private static double sum(List<Run> runs, int what) {
        return runs.stream()
                .skip(1)
                .mapToDouble(run -> List.of(run.seconds(), run.cpu(), run.processCpu()).get(what))
                .sum();
    }

    private ProcessBuilder ofGo(Path directory, List<String> arguments, String table) {
        List<String> command = new ArrayList<>(List.of(python, SCRIPT.toString()));
        command.addAll(arguments);
        command.add(table);
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("ingest.log").toFile());
    }

    private ProcessBuilder ofJava(Path directory, List<String> arguments, String table) {
        List<String> options = new ArrayList<>(List.of("-Xmx1g", MeasuredProcess.HEAP_LOG_OPTION));
        options.addAll(javaOptions);
        List<String> all = new ArrayList<>(arguments);
        all.add(table);
        return ImednetProcess.of(directory, "ingest.log", options, AdbcIngest.class, all);
    }

    private Run measure(String driver, ProcessBuilder process, Path directory, ServerProcess snowflake)
            throws IOException, InterruptedException {
        Path answer = directory.resolve("answer.txt");
        MeasuredProcess measured = new MeasuredProcess(directory);
        int exitCode = measured.run(process.redirectOutput(answer.toFile()), snowflake);
        if (exitCode != 0) {
            throw new IllegalStateException(driver + " ended with " + exitCode + ":\n"
                    + Files.readString(directory.resolve("ingest.log")));
        }
        String[] parts = Files.readString(answer).strip().split(" ");
        Run run = new Run(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), measured.cpuSeconds());
        output.printf(Locale.ROOT, ROW, driver, Long.parseLong(parts[0]), run.seconds(), run.cpu(), run.processCpu(),
                measured.peakMemory(), measured.coresTakenByOthers());
        output.flush();
        return run;
    }
}
