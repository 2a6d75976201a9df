package io.github.imednet.snowflake.run;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/**
 * Waits {@code backoff * 2^(n-1)} before retry n, whatever the wait before was. Camel's own policy doubles the last
 * wait, which after a wait that the API asked for is another one.
 */
final class BackoffPolicy extends RedeliveryPolicy {

    private static final long serialVersionUID = 1L;

    private static final long LONGEST_WAIT_MILLIS = 300_000;

    /** Twice as long so often is above the longest wait whatever it began with. */
    private static final int MOST_DOUBLINGS = 20;

    private final long backoffMillis;
    private final double jitter;
    private final transient DoubleSupplier random;

    /**
     * @param jitter the share of a wait, 0 to 1, that chance may leave out
     * @param random gives numbers from 0 up to, not including, 1
     */
    BackoffPolicy(Duration backoff, double jitter, DoubleSupplier random) {
        this.backoffMillis = backoff.toMillis();
        this.jitter = jitter;
        this.random = random;
    }

    /**
     * @param previousDelay not used
     * @param retry 1 for the first
     * @return milliseconds, five minutes at most
     */
    @Override
    public long calculateRedeliveryDelay(long previousDelay, int retry) {
        long doubled = backoffMillis << Math.min(retry - 1, MOST_DOUBLINGS);
        long wait = Math.min(doubled, LONGEST_WAIT_MILLIS);
        return wait - Math.round(wait * jitter * random.getAsDouble());
    }
}
