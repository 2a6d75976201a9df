package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.RouteBean;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/**
 * Decides how long to wait before a request is tried again: as long as the API asked for, or as the policy says. Who
 * counts the retry waits. Camel's own wait, which may be of minutes, would keep a process from ending that was told to.
 */
@RouteBean
public final class RequestDelay implements Processor {

    private static final String WAIT = "requestDelay";
    private static final String BEAN = "bean:";

    private final String policy;
    private final ImednetHttpClient client;

    /** @param policy {@code bean:} and the name of the policy, which is looked up each time: it may be a user's own */
    public RequestDelay(String policy, ImednetHttpClient client) {
        this.policy = policy.substring(BEAN.length());
        this.client = client;
    }

    /** Says how long the wait is. To be called when the exception occurs: later is too late. */
    @Override
    public void process(Exchange exchange) {
        ImednetApiException refusal = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ImednetApiException.class);
        if (refusal == null) {
            refusal = exchange.getException(ImednetApiException.class);
        }
        exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 0L);
        exchange.setProperty(WAIT, refusal != null && refusal.retryAfter().isPresent()
                ? refusal.retryAfter().get().toMillis()
                : ofPolicy(exchange));
    }

    private long ofPolicy(Exchange exchange) {
        int retry = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 1, Integer.class);
        long before = retry == 1 ? 0 : exchange.getProperty(WAIT, 0L, Long.class);
        return exchange.getContext().getRegistry()
                .lookupByNameAndType(policy, RedeliveryPolicy.class)
                .calculateRedeliveryDelay(before, retry);
    }

    /** Waits, but no longer than requests are made at all. */
    public void await(Exchange exchange) {
        try {
            client.awaitAbandoned(Duration.ofMillis(exchange.getProperty(WAIT, 0L, Long.class)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the request that follows is not made
        }
    }
}
