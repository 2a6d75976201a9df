package io.github.imednet.snowflake.run;

import org.apache.camel.Exchange;

/** Counts what goes over the wire, for whatever causes it: an export, a verification, or the cleaning of a stage. */
public interface Traffic {

    /** A request to the API, retries included. */
    void requestSent();

    /** One more attempt of a request to the API. */
    void requestRetried();

    /** One more attempt at a file, a statement, a load, or lines of the manifest. */
    void loadRetried();

    /** The traffic of what an exchange belongs to. */
    static Traffic of(Exchange exchange) {
        return exchange.getProperty("run", Traffic.class);
    }
}
