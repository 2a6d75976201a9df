package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.source.RequestDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Counts each retry for the run, or the verification, that needs it, and how many attempts that makes. It says why
 * there is one, and a further one of the same reason only to those who debug.
 */
@RouteBean
public final class RetryCount implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(RetryCount.class);
    /** When what is tried again failed; missing where a user's own rule says whether it is. */
    static final String FAILED_AT = "failedAt";

    private static final String REASON = "retryReason";

    private final BiConsumer<Traffic, Duration> retried;
    private final Consumer<Exchange> wait;

    private RetryCount(BiConsumer<Traffic, Duration> retried, Consumer<Exchange> wait) {
        this.retried = retried;
        this.wait = wait;
    }

    /** Of requests to the API: it also waits, as long as was decided. */
    public static RetryCount ofRequests(RequestDelay delay) {
        return new RetryCount(Traffic::requestRetried, delay::await);
    }

    /** Of all that comes after them: files, statements, loads, and lines of the manifest. */
    public static RetryCount ofLoads() {
        return new RetryCount(Traffic::loadRetried, exchange -> {});
    }

    /** Called before each retry, whose number Camel has in the message by then. */
    @Override
    public void process(Exchange exchange) {
        int retries = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        exchange.setProperty(OwnRetries.ATTEMPTS, 1 + retries);
        tell(retries, exchange);
        Instant failedAt = exchange.getProperty(FAILED_AT, Instant.class);
        Traffic traffic = Traffic.of(exchange);
        if (!traffic.isStopping()) {
            wait.accept(exchange);
        }
        retried.accept(traffic, failedAt == null ? Duration.ZERO : Duration.between(failedAt, Instant.now()));
    }

    private static void tell(int retry, Exchange exchange) {
        String reason = Failures.reason(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        Integer most = exchange.getMessage().getHeader(Exchange.REDELIVERY_MAX_COUNTER, Integer.class);
        boolean known = retry > 1 && Objects.equals(reason, exchange.getProperty(REASON));
        exchange.setProperty(REASON, reason);
        LOG.atLevel(known ? Level.DEBUG : Level.WARN).log("Retry {} of {} after: {}", retry, most, reason);
    }
}
