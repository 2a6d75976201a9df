package io.github.imednet.snowflake.run;

import java.time.Duration;
import org.apache.camel.Exchange;

/**
 * Counts what goes over the wire, for whatever causes it: an export, a verification, or the cleaning of a stage. What
 * nobody asks for the number of is told in the log alone.
 */
public interface Traffic {

    /** A request to the API, retries included. */
    default void requestSent() {}

    /** One more attempt of a request to the API, after this wait. */
    default void requestRetried(Duration waited) {}

    /** One more attempt at a file, a statement, a load, or lines of the manifest, after this wait. */
    default void loadRetried(Duration waited) {}

    /** Whether it is to end early, and asks the API for nothing more. */
    default boolean isStopping() {
        return false;
    }

    /** The traffic of what an exchange belongs to. */
    static Traffic of(Exchange exchange) {
        return exchange.getProperty("run", Traffic.class);
    }
}
