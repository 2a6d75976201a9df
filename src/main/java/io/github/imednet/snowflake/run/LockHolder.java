package io.github.imednet.snowflake.run;

import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/** What claims a study for itself: an export, a batch of a program's own, or the cleaning of a stage. */
public interface LockHolder {

    /** There may be a lock from now on, also if the answer to that is lost. */
    void lockRequested();

    boolean hasLock();

    /** The holder that an exchange belongs to. */
    static LockHolder of(Exchange exchange) {
        return Stream.of("exportRun", "stageCleaning")
                .map(name -> exchange.getProperty(name, LockHolder.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }
}
