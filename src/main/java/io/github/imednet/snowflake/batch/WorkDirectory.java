package io.github.imednet.snowflake.batch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run's own part of a directory, for files that are not whole yet and those on their way to a stage. It is its
 * owner's alone and goes with the run. What a killed run left goes when the next one of the kind begins in the same
 * directory: a {@link LockFile} beside the part tells whether its run is alive.
 */
public final class WorkDirectory implements AutoCloseable {

    private static final String LOCK = ".lock";

    private final Path path;
    private final LockFile lock;

    private WorkDirectory(Path path, LockFile lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * The lock comes before the directory, so that no other run takes a directory for one that was left.
     *
     * @param kind of run, such as {@code run}
     */
    public static WorkDirectory open(Path parent, String kind, String id) throws IOException {
        String start = '.' + kind + '-';
        removeLeft(parent, start);
        Path path = parent.resolve(start + id);
        LockFile lock = LockFile.tryHold(lockPath(path))
                .orElseThrow(() -> new IOException("Another process works in " + path));
        try {
            return new WorkDirectory(OwnerOnly.directory(path), lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            delete(path);
        }
        Files.deleteIfExists(lockPath(path));
    }

    private static void removeLeft(Path parent, String start) throws IOException {
        List<Path> directories;
        try (Stream<Path> entries = Files.list(parent)) {
            directories = entries.filter(entry -> entry.getFileName().toString().startsWith(start))
                    .filter(Files::isDirectory)
                    .toList();
        }
        for (Path directory : directories) {
            removeIfLeft(directory);
        }
    }

    private static void removeIfLeft(Path directory) throws IOException {
        try (LockFile left = LockFile.tryHold(lockPath(directory)).orElse(null)) {
            if (left == null) {
                return;
            }
            delete(directory);
        } catch (AccessDeniedException e) {
            return; // it is somebody else's, in a directory that many use
        }
        Files.deleteIfExists(lockPath(directory));
    }

    private static Path lockPath(Path directory) {
        return directory.resolveSibling(directory.getFileName() + LOCK);
    }

    /** Removes a directory with all in it; does nothing if it is not there. */
    public static void delete(Path root) throws IOException {
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
