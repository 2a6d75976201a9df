package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportSettings;
import org.apache.camel.LoggingLevel;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/** Makes Camel's redelivery policies of the settings. */
public final class RetryPolicies {

    private static final long LONGEST_WAIT_MILLIS = 300_000;

    private RetryPolicies() {}

    /** {@code export.max-retries} more attempts; before retry n a wait of {@code export.retry-backoff * 2^(n-1)}. */
    public static RedeliveryPolicy retrying(ExportSettings settings) {
        RedeliveryPolicy policy = once();
        policy.setMaximumRedeliveries(settings.maxRetries());
        policy.setRedeliveryDelay(settings.retryBackoff().toMillis());
        policy.setUseExponentialBackOff(true);
        policy.setBackOffMultiplier(2);
        policy.setMaximumRedeliveryDelay(LONGEST_WAIT_MILLIS);
        policy.setRetryAttemptedLogLevel(LoggingLevel.WARN);
        return policy;
    }

    /** No further attempt. Camel's own report of a failure is off: the routes' error steps say what failed, once. */
    public static RedeliveryPolicy once() {
        RedeliveryPolicy policy = new RedeliveryPolicy();
        policy.setMaximumRedeliveries(0);
        policy.setLogExhausted(false);
        policy.setLogRetryStackTrace(false);
        return policy;
    }
}
