package io.github.imednet.snowflake.local.snowflake.engine;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The files of a stage that a statement means. */
record StagedFiles(List<Stage.StagedFile> all) {

    private static final int MOST_NAMED_FILES = 1_000;

    /**
     * The files below a prefix.
     *
     * @param pattern regular expression for the whole path below the stage, or null
     */
    static StagedFiles matching(Stage stage, String prefix, String pattern) throws SqlFailure {
        List<Stage.StagedFile> files = stage.files(prefix);
        if (pattern == null) {
            return new StagedFiles(files);
        }
        try {
            Pattern compiled = Pattern.compile(pattern);
            return new StagedFiles(files.stream()
                    .filter(file -> compiled.matcher(file.path()).matches())
                    .collect(Collectors.toList()));
        } catch (PatternSyntaxException e) {
            throw Failures.invalidValue(pattern, "PATTERN");
        }
    }

    /**
     * The files of a FILES list, in its order.
     *
     * @param names below the prefix
     * @throws SqlFailure 091016 for a file that is not there
     */
    static StagedFiles named(Stage stage, String prefix, List<String> names) throws SqlFailure {
        if (names.isEmpty() || names.size() > MOST_NAMED_FILES) {
            throw Failures.invalidValue(names.size() + " names", "FILES");
        }
        String directory = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        List<Stage.StagedFile> files = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            Stage.StagedFile file = stage.file(StageReference.checkPath(directory + name));
            if (!Files.isRegularFile(file.file())) {
                throw new SqlFailure("091016", "22000", "Remote file '" + stage.label() + "/" + file.path()
                        + "' was not found. If you are running a copy command, please make sure files are not deleted"
                        + " when they are being loaded or files are not being loaded into two different tables"
                        + " concurrently with auto purge option.");
            }
            files.add(file);
        }
        return new StagedFiles(files);
    }
}
