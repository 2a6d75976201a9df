package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.source.RequestAbandonedException;
import org.apache.camel.Exchange;

/** Counts each request to the API for the run, or the verification, that sends it. */
@RouteBean
public final class RequestCount {

    /** @throws RequestAbandonedException if that is to end early: nothing is sent */
    public void requestSent(Exchange exchange) throws RequestAbandonedException {
        Traffic traffic = Traffic.of(exchange);
        if (traffic.isStopping()) {
            throw new RequestAbandonedException();
        }
        traffic.requestSent();
    }
}
