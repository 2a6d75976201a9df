package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.RouteBean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes the next attempt wait as long as the API asked for. To be called when the exception occurs: later is too late.
 */
@RouteBean
public final class RetryAfter implements Processor {

    @Override
    public void process(Exchange exchange) {
        ImednetApiException refusal = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ImednetApiException.class);
        if (refusal == null) {
            refusal = exchange.getException(ImednetApiException.class);
        }
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY); // of an answer before this one
        if (refusal != null && refusal.retryAfter().isPresent()) {
            exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, refusal.retryAfter().get().toMillis());
        }
    }
}
