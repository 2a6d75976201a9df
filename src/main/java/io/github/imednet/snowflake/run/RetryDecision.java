package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import io.github.imednet.snowflake.source.ImednetErrors;
import java.io.IOException;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/** Says whether a failure is tried again: if it may pass, and the policy has a retry left. */
@RouteBean
public final class RetryDecision {

    private static final String BEAN = "bean:";

    private final String policy;
    private final ImednetErrors imednet = new ImednetErrors();
    private final SnowflakeErrors snowflake = new SnowflakeErrors();

    /** @param policy {@code bean:} and the name of the policy, which is looked up each time: it may be a user's own */
    public RetryDecision(String policy) {
        this.policy = policy.substring(BEAN.length());
    }

    /**
     * Of a request to the API.
     *
     * @param retry the number of the retry that it is about, from 1
     */
    public boolean ofRequest(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
            @Header(Exchange.REDELIVERY_COUNTER) int retry,
            Exchange exchange) {
        return isLeft(retry, exchange) && imednet.isRetryable(failure);
    }

    /** Of what is written to a file. */
    public boolean ofFile(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
            @Header(Exchange.REDELIVERY_COUNTER) int retry,
            Exchange exchange) {
        boolean ofFile = Failures.isCausedBy(failure, IOException.class)
                || Failures.isCausedBy(failure, GenericFileOperationFailedException.class);
        return isLeft(retry, exchange) && ofFile;
    }

    /** Of a statement in Snowflake, and of files on their way to its stage. */
    public boolean ofStatement(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
            @Header(Exchange.REDELIVERY_COUNTER) int retry,
            Exchange exchange) {
        return isLeft(retry, exchange) && snowflake.isRetryable(failure);
    }

    /** A negative maximum means no limit. When it failed is kept, for {@link RetryCount}. */
    private boolean isLeft(int retry, Exchange exchange) {
        exchange.setProperty(RetryCount.FAILED_AT, Instant.now());
        int most = exchange.getContext().getRegistry()
                .lookupByNameAndType(policy, RedeliveryPolicy.class)
                .getMaximumRedeliveries();
        return most < 0 || retry <= most;
    }
}
