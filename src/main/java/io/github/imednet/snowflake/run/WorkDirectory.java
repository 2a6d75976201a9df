package io.github.imednet.snowflake.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run's own part of a staging directory, for files that are not whole yet and those of one PUT. It is its owner's
 * alone and goes with the run. What a killed run left goes when the next one begins in the same staging directory: a
 * lock on a file beside the part, which the system releases with the process, tells whether its run is alive.
 */
final class WorkDirectory implements AutoCloseable {

    private static final String START = ".run-";
    private static final String LOCK = ".lock";

    private final Path path;
    private final FileChannel lock;

    private WorkDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** The lock comes before the directory, so that no other run takes a directory for one that was left. */
    static WorkDirectory open(Path staging, String runId) throws IOException {
        removeLeft(staging);
        Path path = staging.resolve(START + runId);
        FileChannel lock = lockFile(path);
        try {
            lock.lock();
            return new WorkDirectory(OwnerOnly.directory(path), lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            StagingDirectory.delete(path);
        }
        Files.deleteIfExists(lockPath(path));
    }

    private static void removeLeft(Path staging) throws IOException {
        List<Path> directories;
        try (Stream<Path> entries = Files.list(staging)) {
            directories = entries.filter(entry -> entry.getFileName().toString().startsWith(START))
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
                StagingDirectory.delete(directory);
            }
        } catch (OverlappingFileLockException e) {
            left = false; // a run of this process has it
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
}
