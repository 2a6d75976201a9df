package io.github.imednet.snowflake.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Whether an export asks only for what changed: {@code export.incremental} and what goes with it.
 *
 * @param wanted whether it does, where that can be proved to be enough
 * @param fullEvery how long after the last time everything is read again
 * @param overlap how long before the last complete run began changes are asked for
 * @param syncTable name of the table that says how far each study is up to date, in the schema of the records table
 */
public record IncrementalSettings(boolean wanted, Duration fullEvery, Duration overlap, String syncTable) {

    private static final SettingGroup GROUP = new SettingGroup();
    public static final Setting<Boolean> INCREMENTAL = GROUP.flag(
            "export.incremental",
            false,
            "whether only records are read that were changed since the last complete run, and only revisions of"
                + " records that are new; where the table would not be proved equal to the study, everything is read");
    static final Setting<Duration> FULL_EVERY = GROUP.interval(
            "export.full-every",
            "7d",
            "with `export.incremental`: how long after the last time everything is read again, such as `12h` or `7d`");
    static final Setting<Duration> OVERLAP = GROUP.interval(
            "export.incremental-overlap",
            "10m",
            "with `export.incremental`: changes are asked for again from so long before the last complete run began,"
                    + " by the API's clock");
    static final Setting<String> SYNC_TABLE = GROUP.identifier(
            "export.sync-table",
            "IMEDNET_SYNC_STATE",
            "with `export.incremental`: the table that says how far each study is up to date, in the schema of the"
                    + " records table");

    static final List<Setting<?>> ALL = GROUP.all();

    static final List<Setting<?>> CHANGEABLE = List.of(FULL_EVERY, OVERLAP, SYNC_TABLE);

    /** All of them, by their keys. */
    Map<String, String> recorded() {
        return Map.of(
                INCREMENTAL.key(), Boolean.toString(wanted),
                FULL_EVERY.key(), DurationText.ofInterval(fullEvery),
                OVERLAP.key(), DurationText.ofInterval(overlap),
                SYNC_TABLE.key(), syncTable);
    }

    /** The same for one of the lists: of others than records what changed cannot be told, unless they only grow. */
    IncrementalSettings of(ImednetResource list) {
        boolean possible = list == ImednetResource.RECORDS || list.onlyGrows();
        return new IncrementalSettings(wanted && possible, fullEvery, overlap, syncTable);
    }

    IncrementalSettings of(boolean whetherWanted) {
        return new IncrementalSettings(whetherWanted, fullEvery, overlap, syncTable);
    }

    static IncrementalSettings read(SettingsReader settings) {
        return new IncrementalSettings(
                settings.get(INCREMENTAL),
                settings.get(FULL_EVERY),
                settings.get(OVERLAP),
                settings.get(SYNC_TABLE));
    }
}
