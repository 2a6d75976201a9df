package io.github.imednet.snowflake.batch;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has each lock file that this process holds written anew from time to time, on a thread of its own. */
final class Heartbeats {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final long SECONDS = 30;

    private final Set<LockFile> held = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService timer;

    synchronized void begin(LockFile file) {
        held.add(file);
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(Heartbeats::thread);
            timer.scheduleWithFixedDelay(() -> held.forEach(Heartbeats::beat), SECONDS, SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The thread ends with the last file, and keeps no class loader in memory. */
    synchronized void end(LockFile file) {
        held.remove(file);
        if (held.isEmpty() && timer != null) {
            timer.shutdown();
            timer = null;
        }
    }

    private static void beat(LockFile file) {
        try {
            file.beat();
        } catch (ClosedChannelException e) {
            LOG.debug("{} was released just now", file.path());
        } catch (IOException e) {
            LOG.warn("{} cannot be written: other machines may think that its owner has ended: {}", file.path(),
                    e.getMessage());
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "imednet-heartbeats");
        thread.setDaemon(true);
        return thread;
    }
}
