package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.run.ExportInterruptedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a process that is told to stop end in good order: whatever works is told, and the process waits until the command
 * has said how it ended.
 */
final class ProcessStop {

    /** Enough to start, and so to come to where a command learns that it is to stop. */
    private static final int LONGEST_START_SECONDS = 60;

    private static final List<Work> UNDER_WAY = new CopyOnWriteArrayList<>();
    private static volatile boolean told;

    private ProcessStop() {}

    /**
     * Runs a command so that the process does not end before it, if it has work under way.
     *
     * @param awaited whether it is waited for also where nothing is under way yet, for somebody reads what it prints.
     *     Without that it may be a question that nobody answers any more that it waits for
     * @return the command's exit code
     */
    static int around(IntSupplier command, boolean awaited) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(ended, awaited), "imednet-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return command.getAsInt();
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    /**
     * Enters work that is told when the process is to stop.
     *
     * @param stop tells it; returns at once
     * @param longestSeconds how long the process waits for the end of the command
     * @return to be closed when the work is done
     * @throws ExportInterruptedException if the process was told already
     */
    static Work enter(Runnable stop, int longestSeconds) {
        Work work = new Work(stop, longestSeconds);
        UNDER_WAY.add(work);
        if (told) {
            work.close();
            throw ExportInterruptedException.beforeBeginning();
        }
        return work;
    }

    private static void stop(CountDownLatch ended, boolean awaited) {
        told = true;
        int seconds = awaited ? LONGEST_START_SECONDS : 0;
        for (Work work : UNDER_WAY) {
            seconds = Math.max(seconds, work.longestSeconds);
            tell(work);
        }
        try {
            if (!ended.await(seconds, TimeUnit.SECONDS) && seconds > 0) {
                log().warn("The command did not end within {} seconds; what was not committed is not in the table",
                        seconds);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(Work work) {
        try {
            work.stop.run();
        } catch (RuntimeException e) {
            log().warn("Work under way could not be told to stop", e);
        }
    }

    /** Looked up when there is something to log: Log4j takes longer to start than a command that only prints. */
    private static Logger log() {
        return LoggerFactory.getLogger(ProcessStop.class);
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            told = true;
            log().debug("The process is ending already, through the hook");
        }
    }

    /** Whether the process is ending, by a signal: that decides its exit code, 128 and the signal's number. */
    static boolean isTold() {
        return told;
    }

    /** Something that is told when the process is to stop. */
    static final class Work implements AutoCloseable {

        private final Runnable stop;
        private final int longestSeconds;

        private Work(Runnable stop, int longestSeconds) {
            this.stop = stop;
            this.longestSeconds = longestSeconds;
        }

        @Override
        public void close() {
            UNDER_WAY.remove(this);
        }
    }
}
