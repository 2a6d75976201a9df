package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Locks that a transaction takes one after another and gives back together at its end. A transaction that others wait
 * for and that does nothing for a time is rolled back, as on Snowflake: its client may have died.
 */
final class TransactionLocks {

    private static final long CANCEL_CHECK_MILLIS = 20;

    private final Duration longestIdle;
    private final Map<String, Object> owners = new HashMap<>();
    private final Map<Object, String> waits = new HashMap<>();

    /** @param longestIdle how long a transaction may do nothing while others wait for it */
    TransactionLocks(Duration longestIdle) {
        this.longestIdle = longestIdle;
    }

    /**
     * Waits until the owner holds all the locks.
     *
     * @throws SqlFailure 000604 when the statement is canceled, 000625 when waiting would never end
     */
    synchronized void acquire(Object owner, Set<String> names, BooleanSupplier canceled) throws SqlFailure {
        // Always in the same order, so that two statements cannot wait for each other.
        for (String name : new TreeSet<>(names)) {
            while (owners.getOrDefault(name, owner) != owner) {
                if (!isAbandoned(owners.get(name))) {
                    await(owner, name, canceled);
                }
            }
            owners.put(name, owner);
        }
    }

    synchronized void release(Object owner) {
        owners.values().removeIf(holder -> holder == owner);
        notifyAll();
    }

    /** How many statements wait for a lock. */
    synchronized int waiting() {
        return waits.size();
    }

    /** Rolls the holder's transaction back if that is due, upon which it holds nothing. */
    private boolean isAbandoned(Object holder) {
        return holder instanceof Transaction transaction && transaction.abortIfIdle(longestIdle);
    }

    private void await(Object owner, String name, BooleanSupplier canceled) throws SqlFailure {
        waits.put(owner, name);
        try {
            if (waitsForItself(owner)) {
                throw new SqlFailure("000625", "57014", "Statement aborted: a lock on " + name
                        + " is held by a transaction that waits for this one.");
            }
            wait(CANCEL_CHECK_MILLIS);
            if (canceled.getAsBoolean()) {
                throw Failures.canceled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.canceled();
        } finally {
            waits.remove(owner);
        }
    }

    private boolean waitsForItself(Object owner) {
        List<Object> chain = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        chain.add(owners.get(waits.get(owner)));
        for (int i = 0; i < chain.size(); i++) {
            Object holder = chain.get(i);
            if (holder == owner) {
                return true;
            }
            if (holder != null && seen.add(holder) && waits.containsKey(holder)) {
                chain.add(owners.get(waits.get(holder)));
            }
        }
        return false;
    }
}
