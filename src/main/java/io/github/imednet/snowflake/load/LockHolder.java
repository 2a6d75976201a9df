package io.github.imednet.snowflake.load;

import org.apache.camel.Exchange;

/** What claims a study or a batch for itself: an export, a replay, a batch of a program, or the cleaning of a stage. */
public interface LockHolder {

    String id();

    LockClaim claim();

    /** There may be a lock from now on, also if the answer to that is lost. */
    void lockRequested();

    boolean hasLock();

    /** The holder that an exchange belongs to. */
    static LockHolder of(Exchange exchange) {
        return exchange.getProperty("run", LockHolder.class);
    }
}
