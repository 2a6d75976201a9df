package io.github.imednet.snowflake.run;

import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Counts each retry for the run, or the verification, that needs it, and how many attempts that makes. */
public final class RetryCount implements Processor {

    private final Consumer<Traffic> retried;

    private RetryCount(Consumer<Traffic> retried) {
        this.retried = retried;
    }

    /** Of requests to the API. */
    public static RetryCount ofRequests() {
        return new RetryCount(Traffic::requestRetried);
    }

    /** Of all that comes after them: files, statements, loads, and lines of the manifest. */
    public static RetryCount ofLoads() {
        return new RetryCount(Traffic::loadRetried);
    }

    /** Called before each retry, whose number Camel has in the message by then. */
    @Override
    public void process(Exchange exchange) {
        retried.accept(Traffic.of(exchange));
        int retries = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        exchange.setProperty(OwnRetries.ATTEMPTS, 1 + retries);
    }
}
