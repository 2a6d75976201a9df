package io.github.imednet.snowflake.local.snowflake.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that says that the directory is in use, for as long as it is open. */
final class DirectoryLock {

    private DirectoryLock() {}

    /** @throws IOException if another engine, of this process or another, has the directory */
    static FileChannel take(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another engine of this process: reported like one of another process.
        }
        channel.close();
        throw new IOException(directory + " is used by another local Snowflake server: stop it, or choose another"
                + " directory");
    }
}
