package io.github.imednet.snowflake.config;

import java.time.Duration;

/** Settings that have the same keys and defaults for exports, for batches of any rows, and for readings of a list. */
final class SharedSettings {

    private SharedSettings() {}

    static int maxRetries(SettingsReader settings) {
        return settings.number("export.max-retries", 3, 0, 100);
    }

    static Duration retryBackoff(SettingsReader settings) {
        return settings.seconds("export.retry-backoff", 1.0);
    }

    static double retryJitter(SettingsReader settings) {
        return settings.share("export.retry-jitter", 0);
    }

    static String ledgerTable(SettingsReader settings) {
        return settings.identifier("export.ledger-table", "IMEDNET_LOAD_LEDGER");
    }

    static String lockTable(SettingsReader settings) {
        return settings.identifier("export.lock-table", "IMEDNET_RUN_LOCK");
    }

    static Duration lockLease(SettingsReader settings) {
        return Duration.ofSeconds(settings.number("export.lock-lease", 600, 180, 86_400));
    }
}
