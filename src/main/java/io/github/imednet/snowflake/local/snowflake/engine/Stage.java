package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stage: a directory with files.
 *
 * @param name of a named stage or of a table stage's table; null for the user's stage
 * @param label how LIST and COPY name it before a file's path
 * @param fileFormat its FILE_FORMAT option as the statement gave it
 * @param external where an external stage has its files, of which the directory then has copies; null for an internal
 *     one
 */
record Stage(
        QualifiedName name,
        String label,
        Path directory,
        Map<String, String> fileFormat,
        Instant created,
        String comment,
        boolean temporary,
        ExternalLocation external) {

    /** A file in it; the path is below the stage, with forward slashes. */
    record StagedFile(Path file, String path) {}

    /** A file's place for the load history: a stage's directory has a name of its own, whatever it is called. */
    String location(StagedFile file) {
        return directory.getFileName() + "/" + file.path();
    }

    /** Files whose path starts with the prefix, by path. */
    List<StagedFile> files(String prefix) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(this::staged)
                    .filter(file -> file.path().startsWith(prefix))
                    .sorted((a, b) -> a.path().compareTo(b.path()))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What METADATA$FILENAME has before a file's path below the stage: of an external one, its path in the bucket. */
    String pathBefore() {
        return external == null ? "" : external.path();
    }

    StagedFile file(String path) {
        return new StagedFile(directory.resolve(path), path);
    }

    private StagedFile staged(Path file) {
        return new StagedFile(file, directory.relativize(file).toString().replace('\\', '/'));
    }

    /** Deletes the directory and all in it. */
    void deleteFiles() {
        Directories.delete(directory);
    }
}
