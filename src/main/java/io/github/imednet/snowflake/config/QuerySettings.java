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
 * @param cutsTimestamps whether digits behind the sixth are cut off, and no error
 */
@RouteBean
public record QuerySettings(
        ConnectionSettings connection, int queueSize, int concurrency, String timestampUnit, boolean cutsTimestamps) {

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
    private static final Setting<String> TIMESTAMP_UNIT = GROUP.oneOf(
            Set.of("MICROS", "NANOS", "MICROSECONDS", "NANOSECONDS", "NANOSECONDS_ERROR_ON_OVERFLOW"),
            "query.timestamp-unit",
            "micros",
            "what Parquet files and Arrow count timestamps of more than six digits in: `micros` or `nanos`; what does"
                    + " not fit is an error. `microseconds` cuts off what is behind the sixth digit");

    static final List<Setting<?>> ALL = GROUP.all();

    /**
     * Reads and checks them, and what a session needs.
     *
     * @param lookup gives a setting's text by its key
     * @throws ExportConfigurationException naming every missing or bad setting
     */
    public static QuerySettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        String unit = settings.get(TIMESTAMP_UNIT);
        QuerySettings read = new QuerySettings(
                ConnectionSettings.read(settings),
                settings.get(QUEUE_SIZE),
                settings.get(CONCURRENCY),
                unit.startsWith("NANO") ? "NANOS" : "MICROS",
                unit.equals("MICROSECONDS"));
        settings.throwIfBad();
        return read;
    }
}
