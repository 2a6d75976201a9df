package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RouteBean;
import org.apache.camel.Exchange;

/** Counts each request to the API for the run, or the verification, that sends it. */
@RouteBean
public final class RequestCount {

    public void requestSent(Exchange exchange) {
        Traffic.of(exchange).requestSent();
    }
}
