package io.github.imednet.snowflake.config;

import java.time.Duration;
import java.util.List;

/**
 * Whether an export asks only for what changed: {@code export.incremental} and what goes with it.
 *
 * @param wanted whether it does, where that can be proved to be enough
 * @param fullEvery how long after the last time everything is read again
 * @param overlap how long before the last complete run began changes are asked for
 * @param syncTable name of the table that says how far each study is up to date, in the schema of the records table
 */
public record IncrementalSettings(boolean wanted, Duration fullEvery, Duration overlap, String syncTable) {

    static final Setting INCREMENTAL = Setting.flag(
            "export.incremental",
            false,
            "whether only records are read that were changed since the last complete run; where the table would not be"
                    + " proved equal to the study, everything is read");
    static final Setting FULL_EVERY = Setting.text(
            "export.full-every",
            "7d",
            "with `export.incremental`: how long after the last time everything is read again, such as `12h` or `7d`");
    static final Setting OVERLAP = Setting.text(
            "export.incremental-overlap",
            "10m",
            "with `export.incremental`: changes are asked for again from so long before the last complete run began,"
                    + " by the API's clock");
    static final Setting SYNC_TABLE = Setting.text(
            "export.sync-table",
            "IMEDNET_SYNC_STATE",
            "with `export.incremental`: the table that says how far each study is up to date, in the schema of the"
                    + " records table");

    static final List<Setting> ALL = List.of(INCREMENTAL, FULL_EVERY, OVERLAP, SYNC_TABLE);

    static IncrementalSettings read(SettingsReader settings) {
        return new IncrementalSettings(
                settings.flag(INCREMENTAL),
                settings.interval(FULL_EVERY),
                settings.interval(OVERLAP),
                settings.identifier(SYNC_TABLE));
    }
}
