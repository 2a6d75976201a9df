package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import io.github.imednet.snowflake.source.ImednetErrors;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/** Says whether a failure is tried again: if it may pass, and the policy has a retry left. */
@RouteBean
public final class RetryDecision {

    private final RedeliveryPolicy policy;
    private final ImednetErrors imednet = new ImednetErrors();
    private final SnowflakeErrors snowflake = new SnowflakeErrors();

    public RetryDecision(RedeliveryPolicy policy) {
        this.policy = policy;
    }

    /**
     * Of a request to the API.
     *
     * @param retry the number of the retry that it is about, from 1
     */
    public boolean ofRequest(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
            @Header(Exchange.REDELIVERY_COUNTER) int retry) {
        return isLeft(retry) && imednet.isRetryable(failure);
    }

    /** Of what is written to a file. */
    public boolean ofFile(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
            @Header(Exchange.REDELIVERY_COUNTER) int retry) {
        boolean ofFile = Failures.isCausedBy(failure, IOException.class)
                || Failures.isCausedBy(failure, GenericFileOperationFailedException.class);
        return isLeft(retry) && ofFile;
    }

    /** Of a statement in Snowflake, and of files on their way to its stage. */
    public boolean ofStatement(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
            @Header(Exchange.REDELIVERY_COUNTER) int retry) {
        return isLeft(retry) && snowflake.isRetryable(failure);
    }

    /** A negative maximum means no limit. */
    private boolean isLeft(int retry) {
        int most = policy.getMaximumRedeliveries();
        return most < 0 || retry <= most;
    }
}
