package io.github.imednet.snowflake.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * How long the journals of runs are kept.
 *
 * @param stateDirectory where they are
 * @param keepRuns how many of each study and table stay; empty if all do
 */
@RouteBean
public record RetentionSettings(Path stateDirectory, OptionalInt keepRuns) {

    /**
     * Reads and checks these settings; no other one is read.
     *
     * @throws ExportConfigurationException naming every bad one
     */
    public static RetentionSettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        Path directory = settings.get(ExportKeys.STATE_DIR);
        Integer keep = settings.get(ExportKeys.KEEP_RUNS);
        settings.throwIfBad();
        return new RetentionSettings(directory, keep == null ? OptionalInt.empty() : OptionalInt.of(keep));
    }
}
