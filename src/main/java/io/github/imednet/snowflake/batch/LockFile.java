package io.github.imednet.snowflake.batch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is locked while its holder is alive: the system releases the lock with the process, however that ends.
 * Neither names of hosts nor numbers of processes are looked at, for containers have new ones, or the same.
 *
 * <p>On POSIX systems a process loses its lock on a file when it closes any channel of that file. So what this process
 * holds is known without opening it.
 *
 * <p>Some network file systems keep locks on the machine that took them. So a holder also writes the file anew twice a
 * minute, and one on another machine counts as alive until it has not done so for {@link #SILENCE}.
 */
public final class LockFile implements AutoCloseable {

    /** How long a holder on another machine may give no sign of life. */
    static final Duration SILENCE = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(LockFile.class);
    private static final int MOST_TRIES = 100;
    private static final long WAIT_MILLIS = 10;
    private static final Map<Path, LockFile> HELD = new HashMap<>();
    private static final Map<Path, FileChannel> HELD_BY_OTHER_CLASS_LOADERS = new HashMap<>();
    private static final Heartbeats HEARTBEATS = new Heartbeats();

    private final Path path;
    private final FileChannel channel;

    private LockFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** What is known of the process that holds or held a file. */
    public enum Holder {
        /** It is there, or on another machine and was there a moment ago. */
        ALIVE,
        /** It was on this machine and has ended. */
        GONE,
        /** It is not on this machine, and has given no sign of life for a while; or there never was a lock file. */
        SILENT
    }

    /**
     * Locks the file until it is closed, and makes it where it is missing.
     *
     * @return nothing if somebody holds it
     */
    public static Optional<LockFile> tryHold(Path path) throws IOException {
        synchronized (HELD) {
            if (look(path) == Holder.ALIVE) {
                return Optional.empty();
            }
            Path real = real(path);
            FileChannel channel = FileChannel.open(
                    real, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.file());
            try {
                if (!lock(channel, real)) {
                    channel.close();
                    return Optional.empty();
                }
                LockFile held = new LockFile(real, channel);
                held.beat();
                HELD.put(real, held);
                HEARTBEATS.begin(held);
                return Optional.of(held);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
    }

    /** Looks whether the holder of a file is alive; changes nothing. */
    public static Holder look(Path path) throws IOException {
        synchronized (HELD) {
            Path real = real(path);
            if (HELD.containsKey(real)) {
                return Holder.ALIVE;
            }
            FileChannel channel = HELD_BY_OTHER_CLASS_LOADERS.remove(real);
            try {
                return look(real, channel == null ? FileChannel.open(real, StandardOpenOption.READ) : channel);
            } catch (NoSuchFileException e) {
                return Holder.SILENT;
            } catch (AccessDeniedException e) {
                return Holder.ALIVE; // it is another user's, and not ours to judge
            }
        }
    }

    /** Those who look share the file, so that they do not take each other for its holder. */
    private static Holder look(Path real, FileChannel channel) throws IOException {
        boolean close = true;
        try (FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return free == null ? Holder.ALIVE : lastSign(real);
        } catch (OverlappingFileLockException e) {
            // Classes of another loader in this process hold it, and would lose it if this channel were closed.
            HELD_BY_OTHER_CLASS_LOADERS.put(real, channel);
            close = false;
            return Holder.ALIVE;
        } catch (IOException e) {
            LOG.debug("{} cannot be locked: {}", real, e.getMessage());
            return isSilent(real) ? Holder.SILENT : Holder.ALIVE;
        } finally {
            if (close) {
                channel.close();
            }
        }
    }

    /** A lock that is free tells of this machine. A file without a machine was never held, or by an older version. */
    private static Holder lastSign(Path real) throws IOException {
        String machine = Files.readString(real, StandardCharsets.ISO_8859_1);
        if (machine.isEmpty() || machine.equals(Machine.ID)) {
            return Holder.GONE;
        }
        return isSilent(real) ? Holder.SILENT : Holder.ALIVE;
    }

    /** By the clock of the file system, which need not be this machine's. */
    private static boolean isSilent(Path real) throws IOException {
        Path now = Files.createTempFile(real.getParent(), ".now-", null, OwnerOnly.file());
        try {
            Instant sign = Files.getLastModifiedTime(real).toInstant();
            return sign.plus(SILENCE).isBefore(Files.getLastModifiedTime(now).toInstant());
        } finally {
            Files.delete(now);
        }
    }

    /** Waits for those who look, which takes them no time. */
    private static boolean lock(FileChannel channel, Path real) throws IOException {
        try {
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                if (channel.tryLock() != null) {
                    return true;
                }
                Thread.sleep(WAIT_MILLIS);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while " + real + " was locked");
        } catch (IOException e) {
            LOG.debug("{} cannot be locked: only its heartbeat shows that its owner is alive:"
                    + " {}", real, e.getMessage());
            return true;
        }
    }

    void beat() throws IOException {
        channel.write(ByteBuffer.wrap(Machine.ID.getBytes(StandardCharsets.ISO_8859_1)), 0);
    }

    Path path() {
        return path;
    }

    /** Releases the lock; the file stays. */
    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (HELD.remove(path, this)) {
                HEARTBEATS.end(this);
                channel.close();
            }
        }
    }

    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        return Objects.requireNonNull(absolute.getParent()).toRealPath().resolve(absolute.getFileName());
    }
}
