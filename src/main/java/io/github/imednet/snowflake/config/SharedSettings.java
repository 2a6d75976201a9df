package io.github.imednet.snowflake.config;

import java.time.Duration;
import java.util.List;

/** Settings that exports, batches of any rows, and readings of a list have in common. */
public final class SharedSettings {

    private static final SettingGroup GROUP = new SettingGroup();

    public static final Setting<Integer> MAX_RETRIES =
            GROUP.number("export.max-retries", 3, 0, 100, "attempts after the first failed one");
    public static final Setting<Duration> RETRY_BACKOFF = GROUP.seconds(
            "export.retry-backoff", "1.0", "seconds before the first retry; the wait doubles with each");
    public static final Setting<Double> RETRY_JITTER = GROUP.of(SettingKinds::share,
            "export.retry-jitter",
            "0",
            "random share of each wait, 0 to 1, that is left out, so that many exports do not retry at the same time");
    public static final Setting<String> LEDGER_TABLE = GROUP.identifier(
            "export.ledger-table",
            "IMEDNET_LOAD_LEDGER",
            "the table that says which files were loaded, in the schema of the target table");
    public static final Setting<String> LOCK_TABLE = GROUP.identifier(
            "export.lock-table", "IMEDNET_RUN_LOCK", "the table that says which run loads which study, in the same"
                    + " schema");
    public static final Setting<Duration> LOCK_LEASE = GROUP.wholeSeconds(
            "export.lock-lease",
            600,
            180,
            86_400,
            "seconds after which a run that no longer renews its lock leaves the study to others");

    static final List<Setting<?>> ALL = GROUP.all();

    private SharedSettings() {}
}
