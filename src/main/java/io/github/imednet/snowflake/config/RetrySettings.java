package io.github.imednet.snowflake.config;

import java.time.Duration;

/**
 * How often something is tried again, and after which waits.
 *
 * @param most attempts after the first failed one
 * @param backoff wait before the first retry; doubles with each
 * @param jitter share of a wait, 0 to 1, that chance may leave out
 */
public record RetrySettings(int most, Duration backoff, double jitter) {

    static RetrySettings read(SettingsReader settings) {
        return new RetrySettings(
                settings.get(SharedSettings.MAX_RETRIES),
                settings.get(SharedSettings.RETRY_BACKOFF),
                settings.get(SharedSettings.RETRY_JITTER));
    }
}
