package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RouteBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Lets a route that tries again what fails in it count its own retries only. Camel counts in the message, and takes
 * what it finds there for retries of the route: those before would be taken off it, and its own off those that follow.
 */
@RouteBean
public final class OwnRetries extends RoutePolicySupport {

    /** The number of attempts, see {@link RetryCount}. */
    static final String ATTEMPTS = "attempts";

    private static final String BEFORE = "retriesBefore-";

    private static final List<String> HEADERS = List.of(
            Exchange.REDELIVERED,
            Exchange.REDELIVERY_COUNTER,
            Exchange.REDELIVERY_MAX_COUNTER,
            Exchange.REDELIVERY_DELAY);

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        Map<String, Object> before = new LinkedHashMap<>();
        for (String header : HEADERS) {
            before.put(header, exchange.getMessage().removeHeader(header));
        }
        exchange.removeProperty(ATTEMPTS);
        exchange.setProperty(BEFORE + route.getId(), before);
    }

    /** What failed after all retries keeps its number of attempts, for its message. */
    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        Map<?, ?> before = (Map<?, ?>) exchange.removeProperty(BEFORE + route.getId());
        for (String header : HEADERS) {
            if (before == null || before.get(header) == null) {
                exchange.getMessage().removeHeader(header);
            } else {
                exchange.getMessage().setHeader(header, before.get(header));
            }
        }
        if (exchange.getException() == null) {
            exchange.removeProperty(ATTEMPTS);
        }
    }
}
