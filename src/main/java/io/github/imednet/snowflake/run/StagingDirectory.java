package io.github.imednet.snowflake.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where Parquet files are before PUT, removed with all in it unless it was given. Files come to be in the run's own
 * part of it, and so are whole and closed to others before they stand where others might look.
 */
final class StagingDirectory {

    private final Path path;
    private final WorkDirectory work;
    private final boolean temporary;

    private StagingDirectory(Path path, WorkDirectory work, boolean temporary) {
        this.path = path;
        this.work = work;
        this.temporary = temporary;
    }

    /**
     * @param given a directory to use and keep, or null
     * @param otherwise the directory to use and remove where none is given
     */
    static StagingDirectory open(Path given, Path otherwise, String runId) throws IOException {
        Path path = OwnerOnly.directory(given == null ? otherwise : given);
        return new StagingDirectory(path, WorkDirectory.open(path, runId), given == null);
    }

    Path path() {
        return path;
    }

    boolean isTemporary() {
        return temporary;
    }

    /** The run's own part, for what is no whole file, or not yet. */
    Path work() {
        return work.path();
    }

    /** Removes a temporary directory; of a given one, only the run's own part. */
    void close() throws IOException {
        work.close();
        if (temporary) {
            delete(path);
        }
    }

    static void delete(Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
