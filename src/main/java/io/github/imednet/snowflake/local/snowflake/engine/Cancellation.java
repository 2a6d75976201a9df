package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.concurrent.TimeUnit;

/** Whether the statement that runs now is to stop; knows when it has. */
final class Cancellation {

    private static final long RETRY_MILLIS = 10;

    private boolean running;
    private boolean requested;
    private long deadline;

    /** @param timeoutSeconds after which {@link #overdue} is true; 0 for never */
    synchronized void start(long timeoutSeconds) {
        running = true;
        requested = false;
        deadline = timeoutSeconds == 0 ? 0 : System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    }

    /** Whether the statement that runs has run for too long. */
    synchronized boolean overdue() {
        return running && deadline != 0 && System.nanoTime() - deadline >= 0;
    }

    synchronized void end() {
        running = false;
        notifyAll();
    }

    synchronized boolean requested() {
        return requested;
    }

    /**
     * Asks the statement to stop, and again until it has: DuckDB forgets a request that comes just before it starts.
     */
    void request(DuckDb... connections) throws SqlFailure {
        synchronized (this) {
            requested = running;
        }
        while (stillRunning()) {
            for (DuckDb connection : connections) {
                connection.cancel();
            }
        }
    }

    private synchronized boolean stillRunning() {
        try {
            if (running && requested) {
                wait(RETRY_MILLIS);
            }
            return running && requested;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
