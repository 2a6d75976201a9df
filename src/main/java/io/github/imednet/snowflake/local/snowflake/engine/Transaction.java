package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A session's transaction in Snowflake's sense on DuckDB's.
 *
 * <p>DuckDB's transaction begins with the first statement that writes: what is read before it sees all that others
 * committed, as on Snowflake. From then on it is a snapshot, where Snowflake would go on seeing what others commit.
 *
 * <p>Snowflake undoes a failed statement alone. DuckDB gives up the whole transaction, so what was changed before is
 * made again in a new one. If that does not succeed, because a staged file is gone or others have changed what was
 * read, every further statement is refused until ROLLBACK, and COMMIT fails. A transaction can write to one database
 * only.
 */
final class Transaction {

    /** A piece of a statement. */
    interface Work<T> {
        T run() throws SqlFailure;
    }

    /** What a statement finds, and leaves if it fails. */
    private record State(int changes, int afterCommit, Set<String> forgottenLoads) {}

    private static final String CATALOG_LOCK = "catalog";

    private final DuckDb duckDb;
    private final TransactionLocks locks;
    private final TransactionStates states;
    private final TransactionStates.Owner owner;
    private final Cancellation cancellation;
    private final AtomicLong catalogVersion;
    private final ReentrantLock sessionLock;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Set<String> forgottenLoads = new HashSet<>();
    private boolean autocommit = true;
    private volatile boolean open;
    private volatile long id;
    private boolean catalogChanges;
    private boolean writing;
    private long writingSince;
    private boolean failed;
    private SqlFailure abortReason;
    private long idleSince;

    /**
     * @param owner whose it is
     * @param catalogVersion counted up by every DDL statement
     * @param sessionLock held while a statement of the session runs
     */
    Transaction(
            DuckDb duckDb, TransactionLocks locks, TransactionStates states, TransactionStates.Owner owner,
            Cancellation cancellation, AtomicLong catalogVersion, ReentrantLock sessionLock) {
        this.sessionLock = sessionLock;
        this.catalogVersion = catalogVersion;
        this.duckDb = duckDb;
        this.locks = locks;
        this.states = states;
        this.owner = owner;
        this.cancellation = cancellation;
    }

    boolean autocommit() {
        return autocommit;
    }

    /** Switching commits what is open, as on Snowflake. */
    void setAutocommit(boolean autocommit) throws SqlFailure {
        commit();
        this.autocommit = autocommit;
    }

    boolean open() {
        return open;
    }

    /** The open transaction's id, or null. */
    String id() {
        return open ? Long.toString(id) : null;
    }

    /** A statement of the session has ended. */
    void rest() {
        idleSince = System.nanoTime();
    }

    /**
     * Rolls back for somebody else what is open and has had no statement for so long; the session gets to know at its
     * next statement, which is refused like all others until ROLLBACK.
     *
     * @return whether it was so
     */
    boolean abortIfIdle(Duration limit) {
        if (!sessionLock.tryLock()) {
            return false;
        }
        try {
            if (!open || System.nanoTime() - idleSince < limit.toNanos()) {
                return false;
            }
            abort(Failures.abandoned());
            return true;
        } catch (SqlFailure e) {
            throw new IllegalStateException("A transaction that its client left cannot be rolled back", e);
        } finally {
            sessionLock.unlock();
        }
    }

    /** Rolls back for somebody else, if the transaction is open still, once its running statement has ended. */
    void abort(long which) throws SqlFailure {
        sessionLock.lock();
        try {
            if (id == which && abortReason == null) {
                abort(Failures.abandoned());
            }
        } finally {
            sessionLock.unlock();
        }
    }

    /** Rolls back what is open; every further statement is refused for the reason until the transaction is ended. */
    void abort(SqlFailure reason) throws SqlFailure {
        if (open) {
            rollback();
            open = true;
            failed = true;
            abortReason = reason;
        }
    }

    /** Whether DuckDB's transaction has begun, so that reads see a snapshot. */
    boolean writing() {
        return writing;
    }

    /** Whether what is read of the catalog now is what all sessions see. */
    boolean readsCommittedCatalog() {
        return !writing || catalogVersion.get() == writingSince && !(catalogChanges && duckDb.changes() > 0);
    }

    /**
     * BEGIN; inside an open transaction it does nothing, as on Snowflake.
     *
     * @param name of NAME, or null
     */
    void begin(String name) throws SqlFailure {
        refuseIfFailed();
        beginIfNone(name);
    }

    private void beginIfNone(String name) {
        if (!open) {
            open = true;
            id = states.begin(name, owner);
        }
    }

    void commit() throws SqlFailure {
        if (abortReason != null) {
            SqlFailure reason = abortReason;
            rollback();
            throw reason;
        }
        if (failed) {
            rollback();
            throw new SqlFailure("000603", "XX000", "Transaction was rolled back: a statement in it had failed, and"
                    + " the local Snowflake server could not make again what was changed before. Repeat the"
                    + " transaction.");
        }
        List<Runnable> actions = List.copyOf(afterCommit);
        try {
            if (writing) {
                duckDb.commit();
            }
        } catch (SqlFailure e) {
            rollback();
            throw e;
        }
        end("committed");
        actions.forEach(Runnable::run);
    }

    void rollback() throws SqlFailure {
        try {
            if (writing) {
                duckDb.rollback();
            }
        } finally {
            end("rolled back");
        }
    }

    /** Something to do once what this transaction wrote is safe; forgotten on rollback. */
    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Remembers that this transaction truncated the table. */
    void forgetLoads(Table table) {
        forgottenLoads.add(table.properties().id());
    }

    /** Whether what others see of the table's load history no longer counts here. */
    boolean forgotLoads(Table table) {
        return forgottenLoads.contains(table.properties().id());
    }

    <T> T read(Work<T> work) throws SqlFailure {
        refuseIfFailed();
        try {
            return work.run();
        } catch (SqlFailure | RuntimeException e) {
            if (writing) {
                undoTo(new State(duckDb.changes(), afterCommit.size(), Set.copyOf(forgottenLoads)), e);
            }
            throw e;
        }
    }

    /** Runs a DML statement; without an open transaction it is one of its own. */
    <T> T write(Set<String> lockNames, Work<T> work) throws SqlFailure {
        refuseIfFailed();
        if (!autocommit) {
            beginIfNone(null);
        }
        boolean alone = !open;
        try {
            locks.acquire(this, lockNames, cancellation::requested);
        } catch (SqlFailure e) {
            if (alone) {
                end("rolled back");
            }
            throw e;
        }
        State before = new State(duckDb.changes(), afterCommit.size(), Set.copyOf(forgottenLoads));
        try {
            if (!writing) {
                writingSince = catalogVersion.get();
                duckDb.begin();
                writing = true;
            }
            T result = work.run();
            if (alone) {
                commit();
            }
            return result;
        } catch (SqlFailure | RuntimeException e) {
            undo(alone, before, e);
            throw e;
        }
    }

    /** Changes a table within the transaction, as no statement of Snowflake's does. */
    void alter(Set<String> lockNames, Work<Void> work) throws SqlFailure {
        write(lockNames, () -> {
            catalogChanges = true;
            return work.run();
        });
    }

    /**
     * Runs a DDL statement: it commits what is open and is a transaction of its own. One runs at a time, so that
     * sessions that create the same object IF NOT EXISTS do not meet.
     */
    <T> T ddl(Set<String> lockNames, Work<T> work) throws SqlFailure {
        commit();
        boolean autocommitBefore = autocommit;
        autocommit = true;
        catalogChanges = true;
        Set<String> all = new HashSet<>(lockNames);
        all.add(CATALOG_LOCK);
        try {
            return write(all, () -> {
                T result = work.run();
                catalogChanges = duckDb.changes() > 0;
                return result;
            });
        } finally {
            autocommit = autocommitBefore;
        }
    }

    private void undo(boolean alone, State before, Exception failure) throws SqlFailure {
        if (alone) {
            rollback();
        } else if (writing && before.changes() == 0) {
            duckDb.rollback();
            writing = false;
            afterCommit.clear();
            forgottenLoads.clear();
        } else if (writing) {
            undoTo(before, failure);
        }
    }

    private void undoTo(State before, Exception failure) {
        afterCommit.subList(before.afterCommit(), afterCommit.size()).clear();
        forgottenLoads.retainAll(before.forgottenLoads());
        try {
            duckDb.undoTo(before.changes());
        } catch (SqlFailure e) {
            failed = true;
            failure.addSuppressed(e);
        }
    }

    private void end(String state) {
        if (open) {
            states.end(id, state);
        }
        // Before the locks are released: whoever waits for them must not take what was known before for what is
        // committed.
        if (catalogChanges) {
            catalogChanges = false;
            catalogVersion.incrementAndGet();
        }
        writing = false;
        open = false;
        failed = false;
        abortReason = null;
        afterCommit.clear();
        forgottenLoads.clear();
        locks.release(this);
    }

    private void refuseIfFailed() throws SqlFailure {
        if (abortReason != null) {
            throw abortReason;
        }
        if (failed) {
            throw Failures.unsupported("Going on with a transaction after a failed statement (ROLLBACK it first)");
        }
    }
}
