package io.github.imednet.snowflake.batch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run's own part of a directory, for files that are not whole yet and those on their way to a stage. It is its
 * owner's alone and goes with the run. What a killed run left goes when the next one of the kind begins in the same
 * directory: a lock on a file beside the part, which the system releases with the process, tells whether its run is
 * alive.
 */
public final class WorkDirectory implements AutoCloseable {

    private static final String LOCK = ".lock";

    private final Path path;
    private final FileChannel lock;

    private WorkDirectory(Path path, FileChannel lock) {
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
        FileChannel lock = lockFile(path);
        try {
            lock.lock();
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
        boolean left;
        try (FileChannel channel = lockFile(directory);
                FileLock free = channel.tryLock()) {
            left = free != null;
            if (left) {
                delete(directory);
            }
        } catch (OverlappingFileLockException e) {
            left = false; // a run of this process has it
        } catch (AccessDeniedException e) {
            left = false; // it is somebody else's, in a directory that many use
        }
        if (left) {
            Files.deleteIfExists(lockPath(directory));
        }
    }

    private static FileChannel lockFile(Path directory) throws IOException {
        return FileChannel.open(
                lockPath(directory), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.file());
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
