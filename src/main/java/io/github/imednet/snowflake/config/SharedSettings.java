package io.github.imednet.snowflake.config;

import static io.github.imednet.snowflake.config.Setting.number;
import static io.github.imednet.snowflake.config.Setting.text;

import java.time.Duration;
import java.util.List;

/** Settings that exports, batches of any rows, and readings of a list have in common. */
final class SharedSettings {

    private static final Setting MAX_RETRIES =
            number("export.max-retries", 3, 0, 100, "attempts after the first failed one");
    private static final Setting RETRY_BACKOFF = text(
            "export.retry-backoff", "1.0", "seconds before the first retry; the wait doubles with each");
    private static final Setting RETRY_JITTER = text(
            "export.retry-jitter",
            "0",
            "share of each wait, 0 to 1, that chance may leave out, so that many exports do not try again together");
    private static final Setting LEDGER_TABLE = text(
            "export.ledger-table",
            "IMEDNET_LOAD_LEDGER",
            "the table that says which files were loaded, in the schema of the target table");
    private static final Setting LOCK_TABLE = text(
            "export.lock-table", "IMEDNET_RUN_LOCK", "the table that says which run loads which study, in the same"
                    + " schema");
    private static final Setting LOCK_LEASE = number(
            "export.lock-lease",
            600,
            180,
            86_400,
            "seconds for which a run that does not answer any more keeps others from its study");

    static final List<Setting> ALL =
            List.of(MAX_RETRIES, RETRY_BACKOFF, RETRY_JITTER, LEDGER_TABLE, LOCK_TABLE, LOCK_LEASE);

    private SharedSettings() {}

    static int maxRetries(SettingsReader settings) {
        return settings.number(MAX_RETRIES);
    }

    static Duration retryBackoff(SettingsReader settings) {
        return settings.seconds(RETRY_BACKOFF);
    }

    static double retryJitter(SettingsReader settings) {
        return settings.share(RETRY_JITTER);
    }

    static String ledgerTable(SettingsReader settings) {
        return settings.identifier(LEDGER_TABLE);
    }

    static String lockTable(SettingsReader settings) {
        return settings.identifier(LOCK_TABLE);
    }

    static Duration lockLease(SettingsReader settings) {
        return Duration.ofSeconds(settings.number(LOCK_LEASE));
    }
}
