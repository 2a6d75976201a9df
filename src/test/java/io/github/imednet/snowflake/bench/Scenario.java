package io.github.imednet.snowflake.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is exported, between which servers, with which settings.
 *
 * @param data what {@code local imednet --data} takes
 * @param imednetOptions more options of {@code local imednet}
 * @param snowflakeOptions more options of {@code local snowflake}
 * @param javaOptions options of the exporter's JVM
 * @param settings settings of the export, as {@code KEY=VALUE}
 * @param goal what is to be reached, for people
 */
record Scenario(
        String name,
        String studyKey,
        String data,
        List<String> imednetOptions,
        List<String> snowflakeOptions,
        List<String> javaOptions,
        List<String> settings,
        String goal) {

    private static final Path DEFAULT_DATA = Path.of("..", "shared", "data", "cdiscpilot01");

    /** All scenarios, in their order. */
    static List<Scenario> all() {
        return List.of(
                study("batches-of-10000", "40,000 records/s", "export.batch-size=10000"),
                sample("million-in-10000", 1_000_000, "40,000 records/s, 20 CPU s/million", "export.batch-size=10000"),
                study("batches-of-500", "25,000 records/s"),
                sample("latency", 50_000, "4 s")
                        .withServers(
                                List.of("--latency-ms=50"), List.of("--put-latency-ms=100", "--copy-latency-ms=400")),
                sample("records-100000", 100_000, "the rate to compare with").withJavaOptions("-Xmx512m"),
                sample("records-1000000", 1_000_000, "90 % of that rate").withJavaOptions("-Xmx512m"));
    }

    /** The same with more options of the exporter's JVM, and more settings of the export. */
    Scenario withMore(List<String> options, List<String> others) {
        return new Scenario(
                name,
                studyKey,
                data,
                imednetOptions,
                snowflakeOptions,
                Stream.concat(javaOptions.stream(), options.stream()).toList(),
                Stream.concat(settings.stream(), others.stream()).toList(),
                goal);
    }

    /** The study of a folder, where there is one, else as many records of the sample. */
    private static Scenario study(String name, String goal, String... settings) {
        String named = System.getenv("IMEDNET_TEST_DATA");
        Path folder = named == null || named.isBlank() ? DEFAULT_DATA : Path.of(named);
        Scenario sample = sample(name, 294_577, goal, settings);
        return Files.isReadable(folder.resolve("records.ndjson.gz"))
                ? sample.withData("CDISCPILOT01", folder.toAbsolutePath().normalize().toString())
                : sample;
    }

    private static Scenario sample(String name, int records, String goal, String... settings) {
        return new Scenario(
                name, "SAMPLE", "sample:" + records, List.of(), List.of(), List.of(), List.of(settings), goal);
    }

    private Scenario withData(String study, String folder) {
        return new Scenario(name, study, folder, imednetOptions, snowflakeOptions, javaOptions, settings, goal);
    }

    private Scenario withServers(List<String> imednet, List<String> snowflake) {
        return new Scenario(name, studyKey, data, imednet, snowflake, javaOptions, settings, goal);
    }

    private Scenario withJavaOptions(String... options) {
        return new Scenario(
                name, studyKey, data, imednetOptions, snowflakeOptions, List.of(options), settings, goal);
    }
}
