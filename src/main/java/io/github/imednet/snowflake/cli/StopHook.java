package io.github.imednet.snowflake.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a process that is told to stop end in good order: it tells the program, and waits for it to be closed. */
final class StopHook implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StopHook.class);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param stop tells the program; returns at once
     * @param late what to say of a program that was not closed in time
     */
    StopHook(Runnable stop, int longestSeconds, String late) {
        this.thread = new Thread(() -> stopAndWait(stop, longestSeconds, late), "imednet-stop");
    }

    void install() {
        Runtime.getRuntime().addShutdownHook(thread);
    }

    private void stopAndWait(Runnable stop, int longestSeconds, String late) {
        stop.run();
        try {
            if (!closed.await(longestSeconds, TimeUnit.SECONDS)) {
                LOG.warn(late);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The program has ended. */
    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            LOG.debug("The process is ending already, by way of the hook");
        }
    }
}
