package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import io.github.imednet.snowflake.source.ImednetErrors;
import java.io.IOException;
import org.apache.camel.CamelContext;
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
            CamelContext context) {
        return isLeft(retry, context) && imednet.isRetryable(failure);
    }

    /** Of what is written to a file. */
    public boolean ofFile(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
            @Header(Exchange.REDELIVERY_COUNTER) int retry,
            CamelContext context) {
        boolean ofFile = Failures.isCausedBy(failure, IOException.class)
                || Failures.isCausedBy(failure, GenericFileOperationFailedException.class);
        return isLeft(retry, context) && ofFile;
    }

    /** Of a statement in Snowflake, and of files on their way to its stage. */
    public boolean ofStatement(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
            @Header(Exchange.REDELIVERY_COUNTER) int retry,
            CamelContext context) {
        return isLeft(retry, context) && snowflake.isRetryable(failure);
    }

    /** A negative maximum means no limit. */
    private boolean isLeft(int retry, CamelContext context) {
        int most = context.getRegistry()
                .lookupByNameAndType(policy, RedeliveryPolicy.class)
                .getMaximumRedeliveries();
        return most < 0 || retry <= most;
    }
}
