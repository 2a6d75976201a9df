package io.github.imednet.snowflake.kill;

import io.github.imednet.snowflake.DirectoryCopy;
import io.github.imednet.snowflake.local.imednet.ImednetServer;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.local.snowflake.SnowflakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What all cases of a scenario begin with: what an earlier export has loaded, and the points on the way.
 */
final class PreparedScenarios {

    private final Path directory;
    private final Map<Scenario, PassedPoints> points = new EnumMap<>(Scenario.class);

    /** @param directory kept as long as cases are opened */
    PreparedScenarios(Path directory, Scenario... scenarios) throws IOException {
        this.directory = directory;
        for (Scenario scenario : scenarios) {
            loadBefore(scenario);
        }
    }

    /** Runs each scenario once, to learn which points there are. */
    void record(Scenario... scenarios) throws IOException {
        for (Scenario scenario : scenarios) {
            try (KillCase recorded = open(scenario, directory.resolve("recorded-" + scenario), List.of(), List.of())) {
                points.put(scenario, recorded.exporter().points());
            }
        }
    }

    /** What a run passes that is not killed, of a scenario that was recorded. */
    PassedPoints points(Scenario scenario) {
        return points.get(scenario);
    }

    /** @param caseDirectory an empty or missing one */
    KillCase open(Scenario scenario, Path caseDirectory, List<String> faults, List<String> settings)
            throws IOException {
        DirectoryCopy.copy(loaded(scenario), caseDirectory.resolve("snowflake"));
        return new KillCase(scenario, caseDirectory, faults, settings);
    }

    /** Gives a case what the scenario's earlier export has loaded. */
    void copyTo(Scenario scenario, Path snowflake) throws IOException {
        DirectoryCopy.copy(loaded(scenario), snowflake);
    }

    private void loadBefore(Scenario scenario) throws IOException {
        if (Files.exists(loaded(scenario))) {
            return;
        }
        Files.createDirectories(loaded(scenario));
        if (scenario.recordsBefore() == 0) {
            return;
        }
        try (StudyData study = StudyData.sample(scenario.recordsBefore());
                ImednetServer imednet = ImednetServer.start(ImednetServer.Settings.defaults(study));
                SnowflakeServer snowflake =
                        SnowflakeServer.start(SnowflakeServer.Settings.defaults(loaded(scenario)))) {
            Path work = directory.resolve("before-" + scenario);
            Exporter.Ended ended = new Exporter(work, imednet.uri(), snowflake.uri(), scenario.settings(work)).run();
            if (ended.code() != 0) {
                throw new IllegalStateException("The export before " + scenario + " failed: " + ended);
            }
        }
    }

    private Path loaded(Scenario scenario) {
        return directory.resolve("loaded-" + scenario.loadedBefore());
    }
}
