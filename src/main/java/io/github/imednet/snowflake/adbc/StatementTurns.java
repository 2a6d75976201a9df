package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.load.Cancellation;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Has the statements of a session wait while an ingestion is in its transaction. A session has one at a time: another
 * thread's statement would be part of it, its ROLLBACK would undo the ingestion's rows, and its DDL commit them early.
 */
final class StatementTurns {

    private static final Pattern BEGIN = Pattern.compile("^\\s*BEGIN\\b", Pattern.CASE_INSENSITIVE);
    private static final long PAUSE_MILLIS = 100;

    private final StampedLock session = new StampedLock();

    private interface Acquisition {
        /** @return 0 if the time is over */
        long tryFor(long time, TimeUnit unit) throws InterruptedException;
    }

    /**
     * Waits until a statement may be executed beside others.
     *
     * @param canceled asked while it waits
     * @return to be run when the statement has ended
     */
    Runnable await(BooleanSupplier canceled) throws SQLException {
        long stamp = acquire(session::tryReadLock, canceled);
        return () -> session.unlockRead(stamp);
    }

    private static long acquire(Acquisition lock, BooleanSupplier canceled) throws SQLException {
        try {
            long stamp = lock.tryFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            while (stamp == 0) {
                if (canceled.getAsBoolean()) {
                    throw Cancellation.failure();
                }
                stamp = lock.tryFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
            return stamp;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.failure();
        }
    }

    /** Those of one ingestion, which has the session to itself from its BEGIN until it has ended. */
    final class OfIngestion implements Cancellation.Turns, AutoCloseable {

        private volatile long alone;

        @Override
        public Runnable await(String sql, BooleanSupplier canceled) throws SQLException {
            if (alone == 0 && !BEGIN.matcher(sql).find()) {
                return StatementTurns.this.await(canceled);
            }
            if (alone == 0) {
                alone = acquire(session::tryWriteLock, canceled);
            }
            return () -> {};
        }

        @Override
        public void close() {
            long stamp = alone;
            alone = 0;
            if (stamp != 0) {
                session.unlockWrite(stamp);
            }
        }
    }
}
