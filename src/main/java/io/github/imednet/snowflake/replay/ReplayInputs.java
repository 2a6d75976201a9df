package io.github.imednet.snowflake.replay;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a replay begins with: a manifest, the directory with its files, and the study that is loaded. */
public final class ReplayInputs {

    private final Path manifest;
    private final Path directory;
    private final ManifestLines lines;
    private final String studyKey;
    private final @Nullable String run;

    private ReplayInputs(
            Path manifest, Path directory, ManifestLines lines, String studyKey, @Nullable String run) {
        this.manifest = manifest;
        this.directory = directory;
        this.lines = lines;
        this.studyKey = studyKey;
        this.run = run;
    }

    /**
     * Reads the manifest, and looks at no file of it.
     *
     * @param studyKey the study, or null for the one of the settings or, without it, of the manifest
     * @param run id of the run whose lines are meant, or its beginning; null for those of all runs
     * @throws ExportConfigurationException if there is no manifest, no directory with its files, no line of the study,
     *     or not one study to choose
     */
    public static ReplayInputs read(
            ExportSettings settings, @Nullable String manifest, @Nullable String studyKey, @Nullable String run)
            throws IOException {
        Path path = manifest(manifest);
        Path directory = directory(settings);
        ManifestLines lines = ManifestLines.read(path, run);
        boolean named = studyKey != null && !studyKey.isBlank() || settings.get(ExportKeys.STUDY_KEY) != null;
        String study = settings.requireStudy(named ? studyKey : onlyStudy(path, lines));
        ReplayInputs inputs = new ReplayInputs(path, directory, lines, study, run);
        if (lines.newestFirst(study).isEmpty() && lines.damaged().isEmpty()) {
            throw inputs.nothingToLoad();
        }
        return inputs;
    }

    public String studyKey() {
        return studyKey;
    }

    Path manifest() {
        return manifest;
    }

    /** Checks the files of the study. */
    KeptBatches kept() throws IOException {
        return KeptBatches.read(lines, directory, studyKey);
    }

    /** What is wrong where the manifest has nothing of the study. */
    ExportConfigurationException nothingToLoad() {
        return new ExportConfigurationException(List.of("The manifest " + manifest + " has no line of study " + studyKey
                + (run == null ? "" : " and run " + run) + ": check --study and --run"));
    }

    private static Path manifest(@Nullable String manifest) {
        Path path = manifest == null ? null : Path.of(manifest);
        if (path == null || Files.isDirectory(path) || !Files.isReadable(path)) {
            throw new ExportConfigurationException(List.of("The manifest " + manifest + " cannot be read"
                    + (path != null && Files.isDirectory(path) ? ", it is a folder" : "")
                    + ": name the file that exports wrote (export.manifest-path)"));
        }
        return path;
    }

    private static Path directory(ExportSettings settings) {
        Path directory = settings.get(ExportKeys.LOCAL_STAGING_DIR);
        if (directory == null || !Files.isDirectory(directory)) {
            throw new ExportConfigurationException(List.of("The files of a manifest are loaded from the directory in"
                    + " which exports kept them: set export.local-staging-dir (--local-staging-dir), which is "
                    + (directory == null ? "not set" : "no directory: " + directory)));
        }
        return directory;
    }

    private static String onlyStudy(Path manifest, ManifestLines lines) {
        Set<String> studies = lines.studies();
        if (studies.isEmpty()) {
            lines.newestFirst().forEach(ManifestLines::requireAllOfRange);
        }
        if (studies.size() != 1) {
            throw new ExportConfigurationException(List.of("The manifest " + manifest + (studies.isEmpty()
                            ? " has no line that tells its study" + problems(lines)
                            : " has files of the studies " + String.join(", ", studies))
                    + ": name one in export.study-key (--study)"));
        }
        return studies.iterator().next();
    }

    private static String problems(ManifestLines lines) {
        return lines.damaged().isEmpty()
                ? ""
                : lines.damaged().stream().limit(3).map(ReplayProblem::problem)
                        .collect(Collectors.joining("; ", " (", ")"));
    }
}
