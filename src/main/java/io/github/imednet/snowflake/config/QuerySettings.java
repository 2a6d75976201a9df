package io.github.imednet.snowflake.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How results are read: {@code query.*}.
 *
 * @param queueSize how many batches of rows wait between the thread that reads them and the one that uses them
 * @param concurrency how many chunks of a result are downloaded at the same time
 * @param timestampUnit what Parquet files count timestamps in where Snowflake has nine digits: MICROS or NANOS
 */
@RouteBean
public record QuerySettings(ConnectionSettings connection, int queueSize, int concurrency, String timestampUnit) {

    /** The most that Snowflake takes for CLIENT_PREFETCH_THREADS (SQL reference, "Parameters"). */
    private static final int MOST_THREADS = 10;

    private static final SettingGroup GROUP = new SettingGroup();
    private static final Setting<Integer> QUEUE_SIZE = GROUP.number(
            "query.queue-size", 200, 1, 100_000, "batches of rows that wait between reading and writing");
    private static final Setting<Integer> CONCURRENCY = GROUP.number(
            "query.concurrency",
            MOST_THREADS,
            1,
            MOST_THREADS,
            "chunks of a result that are downloaded at the same time");
    private static final Setting<String> TIMESTAMP_UNIT = GROUP.oneOf(Set.of("MICROS", "NANOS"),
            "query.timestamp-unit",
            "micros",
            "what Parquet files count timestamps of more than six digits in: `micros` or `nanos`");

    static final List<Setting<?>> ALL = GROUP.all();

    /**
     * Reads and checks them, and what a session needs.
     *
     * @param lookup gives a setting's text by its key
     * @throws ExportConfigurationException naming every missing or bad setting
     */
    public static QuerySettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        QuerySettings read = new QuerySettings(
                ConnectionSettings.read(settings),
                settings.get(QUEUE_SIZE),
                settings.get(CONCURRENCY),
                settings.get(TIMESTAMP_UNIT));
        settings.throwIfBad();
        return read;
    }
}
