package io.github.imednet.snowflake.journal;

import io.github.imednet.snowflake.batch.LockFile;
import io.github.imednet.snowflake.batch.LockFile.Holder;
import io.github.imednet.snowflake.batch.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run has done, line by line, so that it can be resumed after a crash: JSON lines that are only ever
 * appended, each with the hash of the one before. It has no values of records and no secrets. Who has it open holds a
 * {@link LockFile} beside it, by which others know that the run is alive.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path path;
    private final LockFile lock;
    private final FileChannel file;
    private final HashChain chain;
    private volatile @Nullable IOException unwritable;

    private Journal(Path path, LockFile lock, FileChannel file, HashChain chain) {
        this.path = path;
        this.lock = lock;
        this.file = file;
        this.chain = chain;
    }

    /**
     * Opens a journal to write on in it, and makes it if it is not there.
     *
     * @throws IOException also if another run writes on in it
     */
    public static Journal open(Path path) throws IOException {
        LockFile lock = LockFile.tryHold(lockPath(path))
                .orElseThrow(() -> new IOException("Another process is writing the journal " + path));
        try {
            FileChannel file = FileChannel.open(
                    path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.file());
            // What a crash cut off in the middle of a line was never acted on.
            file.truncate(LastLine.wholeLines(path));
            file.position(file.size());
            return new Journal(path, lock, file, HashChain.after(path));
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether who writes a journal, or wrote it, is alive. */
    static Holder writer(Path path) throws IOException {
        return LockFile.look(lockPath(path));
    }

    /** Appends an event that is acted on only when it is on the disk. */
    public void appendDurably(String event, Map<String, ?> fields) throws IOException {
        append(event, fields);
        file.force(false);
    }

    /** Appends an event that may be lost with the power, though not with the process. */
    public synchronized void append(String event, Map<String, ?> fields) throws IOException {
        if (unwritable != null) {
            throw unwritable;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("at", Instant.now().toString());
        line.putAll(fields);
        ByteBuffer bytes = ByteBuffer.wrap(chain.next(line).getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("The run's journal " + path + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Appends what only reports read, which does not fail the step that it is about: if it cannot be written, the next
     * event that matters fails, for what is behind half a line would be lost.
     */
    public void appendForReports(String event, Map<String, ?> fields) {
        try {
            append(event, fields);
        } catch (IOException e) {
            LOG.debug("{} is not in the journal", event, e);
            unwritable = e;
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            file.close();
        }
    }

    private static Path lockPath(Path path) {
        return path.resolveSibling("lock");
    }
}
