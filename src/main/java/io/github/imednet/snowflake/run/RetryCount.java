package io.github.imednet.snowflake.run;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Counts each retry in the book of its run. */
public final class RetryCount implements Processor {

    @Override
    public void process(Exchange exchange) {
        exchange.getProperty("exportRun", ExportRun.class).book().retries.increment();
    }
}
