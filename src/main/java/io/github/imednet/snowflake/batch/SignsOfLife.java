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
final class SignsOfLife {

    private static final Logger LOG = LoggerFactory.getLogger(SignsOfLife.class);
    private static final long SECONDS = 30;

    private final Set<LockFile> held = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService timer;

    synchronized void begin(LockFile file) {
        held.add(file);
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(SignsOfLife::thread);
            timer.scheduleWithFixedDelay(() -> held.forEach(SignsOfLife::giveSign), SECONDS, SECONDS, TimeUnit.SECONDS);
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

    private static void giveSign(LockFile file) {
        try {
            file.giveSign();
        } catch (ClosedChannelException e) {
            LOG.debug("{} was released just now", file.path());
        } catch (IOException e) {
            LOG.warn("{} cannot be written: other machines may think that its owner has ended: {}", file.path(),
                    e.getMessage());
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "imednet-signs-of-life");
        thread.setDaemon(true);
        return thread;
    }
}
