package io.github.imednet.snowflake.kill;

import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A scenario between servers in this process, which outlive the exporter's processes. */
final class KillCase implements AutoCloseable {

    /** Long for an exporter that lives, short for a test that waits for what a dead one has left open. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(3);

    private final Scenario scenario;
    private final StudyData study;
    private final ImednetServer imednet;
    private final SnowflakeServer snowflake;
    private final Exporter exporter;

    /**
     * @param directory where everything is; what is in its {@code snowflake} is there from the beginning
     * @param faults of the Snowflake server
     */
    KillCase(Scenario scenario, Path directory, List<String> faults, List<String> settings)
            throws IOException {
        this.scenario = scenario;
        this.study = scenario.study();
        this.imednet = scenario.serve(study);
        this.snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))
                .withLongestIdle(LONGEST_IDLE)
                .withFaults(faults));
        Path exports = directory.resolve("exporter");
        this.exporter = new Exporter(
                exports,
                imednet.uri(),
                snowflake.uri(),
                Stream.concat(scenario.settings(exports).stream(), settings.stream()).toList());
    }

    SnowflakeServer snowflake() {
        return snowflake;
    }

    Exporter exporter() {
        return exporter;
    }

    WholeTable table() {
        return new WholeTable(imednet, snowflake);
    }

    boolean readsAll() {
        return scenario.readsAll();
    }

    /** How many pages the study has. */
    int pages() {
        return scenario.pages();
    }

    /** How many requests the API has answered. */
    long requests() {
        return imednet.requests();
    }

    /** Files with records of patients where the exporter keeps them only until a run ends. */
    List<Path> leftBehind() throws IOException {
        List<Path> left = new ArrayList<>();
        for (Path place : List.of(exporter.state(), exporter.temporary())) {
            try (Stream<Path> files = Files.walk(place)) {
                files.filter(file -> file.toString().contains(".parquet")).forEach(left::add);
            }
        }
        return left;
    }

    @Override
    public void close() throws IOException {
        imednet.close();
        snowflake.close();
        study.close();
    }
}
