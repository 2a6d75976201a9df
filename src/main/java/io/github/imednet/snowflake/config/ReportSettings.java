package io.github.imednet.snowflake.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where an export writes what it did for people to look at.
 *
 * @param stateDirectory where the journals of runs are, which a report is made of
 * @param report the file, or empty for none; {@code {study}} and {@code {run}} in its name are replaced
 */
@RouteBean
public record ReportSettings(Path stateDirectory, Optional<Path> report) {

    /**
     * Reads and checks these settings; no other one is read.
     *
     * @throws ExportConfigurationException naming every bad one
     */
    public static ReportSettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        Path directory = settings.get(ExportKeys.STATE_DIR);
        Path report = settings.get(ExportKeys.REPORT);
        settings.throwIfBad();
        return new ReportSettings(directory, Optional.ofNullable(report));
    }

    /** The file of a run's report. @param study key of the study, of which only letters, digits, . _ - are taken */
    public static Path fileOf(Path report, String study, String run) {
        String name = report.toString()
                .replace("{study}", study.replaceAll("[^A-Za-z0-9._-]", "_"))
                .replace("{run}", run.replaceAll("[^A-Za-z0-9._-]", "_"));
        return Path.of(name).toAbsolutePath().normalize();
    }
}
