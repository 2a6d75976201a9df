package io.github.imednet.snowflake.run;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Counts each retry for the run, or the verification, that needs it. */
public final class RetryCount implements Processor {

    @Override
    public void process(Exchange exchange) {
        Traffic.of(exchange).retried();
    }
}
