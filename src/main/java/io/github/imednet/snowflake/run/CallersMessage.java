package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RouteBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Gives whoever calls a route their headers and variables back at its end, also where it fails. The routes have headers
 * and variables of their own, and take the caller's off: they would go to the API with each request. Where the context
 * is stopping Camel does not call policies at the end, and nothing is given back.
 */
@RouteBean
public final class CallersMessage extends RoutePolicySupport {

    private static final String BEFORE = "callersMessage-";

    private record Before(Map<String, Object> headers, Map<String, Object> variables) {}

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        exchange.setProperty(
                BEFORE + route.getId(),
                new Before(
                        new LinkedHashMap<>(exchange.getMessage().getHeaders()),
                        new LinkedHashMap<>(exchange.getVariables())));
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        if (exchange.removeProperty(BEFORE + route.getId()) instanceof Before before) {
            exchange.getMessage().removeHeaders("*");
            before.headers().forEach(exchange.getMessage()::setHeader);
            Set.copyOf(exchange.getVariables().keySet()).forEach(exchange::removeVariable);
            before.variables().forEach(exchange::setVariable);
        }
    }
}
