package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.RouteBean;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Tells failures of a request that may pass from those that will come again. */
@RouteBean
public final class ImednetErrors {

    /** Whether asking again may succeed: 408, 429, 5xx, an unreadable answer, a broken connection. */
    public boolean isRetryable(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        if (failure instanceof ImednetApiException refusal) {
            return refusal.isRetryable();
        }
        return failure instanceof IOException && !(failure instanceof RequestAbandonedException);
    }
}
