package io.github.imednet.snowflake.run;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Where Parquet files are before PUT: a directory for its owner alone, removed with all in it unless it was given. */
final class StagingDirectory {

    private final Path path;
    private final boolean temporary;

    private StagingDirectory(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** @param given a directory to use and keep, or null for a temporary one */
    static StagingDirectory open(Path given) throws IOException {
        if (given == null) {
            // Java makes temporary directories for their owner alone.
            return new StagingDirectory(Files.createTempDirectory("imednet-snowflake-"), true);
        }
        return new StagingDirectory(Files.createDirectories(given, ownerOnly()), false);
    }

    Path path() {
        return path;
    }

    /** Removes a temporary directory; keeps a given one. */
    void close() throws IOException {
        if (!temporary || Files.notExists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
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

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }
}
