package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ResourceSettings;
import io.github.imednet.snowflake.config.RetrySettings;
import io.github.imednet.snowflake.config.StorageSettings;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.LoggingLevel;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/** Makes Camel's redelivery policies of the settings. */
public final class RetryPolicies {

    private RetryPolicies() {}

    /**
     * {@code export.max-retries} more attempts; before retry n a wait of {@code export.retry-backoff * 2^(n-1)}, of
     * which a share up to {@code export.retry-jitter} is left out at random.
     */
    public static RedeliveryPolicy retrying(ExportSettings settings) {
        return retrying(settings.retries());
    }

    /** The same for those who only read a list of the API. */
    public static RedeliveryPolicy retryingRequests(ResourceSettings settings) {
        return retrying(settings.retries());
    }

    /** The same for those who write one file to object storage; the log says of each retry what failed. */
    public static RedeliveryPolicy retryingWrites(StorageSettings settings) {
        RedeliveryPolicy policy = retrying(settings.retries());
        policy.setRetryAttemptedLogLevel(LoggingLevel.WARN);
        return policy;
    }

    private static RedeliveryPolicy retrying(RetrySettings retries) {
        RedeliveryPolicy policy = withoutReports(
                new BackoffPolicy(retries.backoff(), retries.jitter(), () -> ThreadLocalRandom.current().nextDouble()));
        policy.setMaximumRedeliveries(retries.most());
        policy.setRetryAttemptedLogLevel(LoggingLevel.DEBUG);
        return policy;
    }

    /** No further attempt. */
    public static RedeliveryPolicy once() {
        RedeliveryPolicy policy = withoutReports(new RedeliveryPolicy());
        policy.setMaximumRedeliveries(0);
        return policy;
    }

    /** Camel's own report of a failure is off: {@link RetryCount} and the routes' error steps say what failed, once. */
    private static RedeliveryPolicy withoutReports(RedeliveryPolicy policy) {
        policy.setLogExhausted(false);
        policy.setLogRetryStackTrace(false);
        return policy;
    }
}
