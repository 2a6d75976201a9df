package io.github.imednet.snowflake.kill;

import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A scenario between servers in this process, which outlive the exporter's processes. */
final class KillCase implements AutoCloseable {

    /** Long for an exporter that lives, short for a test that waits for what a dead one has left open. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(3);

    private final StudyData study;
    private final ImednetServer imednet;
    private final SnowflakeServer snowflake;
    private final Exporter exporter;

    /**
     * @param directory where everything is; what is in its {@code snowflake} is there from the beginning
     * @param faults of the Snowflake server
     */
    KillCase(Scenario scenario, ExporterClasses classes, Path directory, List<String> faults, List<String> settings)
            throws IOException {
        this.study = scenario.study();
        this.imednet = scenario.serve(study);
        this.snowflake = SnowflakeServer.start(SnowflakeServer.Settings.defaults(directory.resolve("snowflake"))
                .withLongestIdle(LONGEST_IDLE)
                .withFaults(faults));
        Path exports = directory.resolve("exporter");
        this.exporter = new Exporter(
                classes,
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

    /** What an exporter left among the temporary files. */
    Set<Path> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(exporter.temporary())) {
            return new TreeSet<>(files.filter(file -> file.getFileName().toString().startsWith("imednet-")).toList());
        }
    }

    @Override
    public void close() throws IOException {
        imednet.close();
        snowflake.close();
        study.close();
    }
}
