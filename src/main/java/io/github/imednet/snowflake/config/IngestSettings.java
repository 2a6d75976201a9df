package io.github.imednet.snowflake.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How rows are brought into a table: {@code ingest.*}, with the session's settings.
 *
 * @param table the target, or null where each message names its own
 * @param columns names and types of columns, or null to take them from the rows
 * @param stage an internal stage, or null for a temporary one
 * @param writerConcurrency Parquet files written at the same time
 * @param uploadConcurrency Parquet files sent at the same time
 * @param copyConcurrency COPYs at the same time; 0 for one when all files are on the stage
 * @param targetFileSize bytes that a Parquet file is to have; 0 for no limit
 * @param compression Parquet's codec
 * @param compressionLevel of ZSTD and GZIP; 0 for the codec's own default
 * @param vectorizedScanner whether COPY uses Snowflake's vectorized scanner
 * @param csvDelimiter between the fields of a CSV file
 * @param csvNull a field without quotes that is null, as an empty one is; or null for none
 * @param batch the rows as a batch that is ingested once, or null
 */
public record IngestSettings(
        ConnectionSettings snowflake,
        String table,
        IngestMode mode,
        String columns,
        String stage,
        int writerConcurrency,
        int uploadConcurrency,
        int copyConcurrency,
        long targetFileSize,
        String compression,
        int compressionLevel,
        boolean vectorizedScanner,
        char csvDelimiter,
        String csvNull,
        IngestBatch batch) {

    private static final int MOST = 1_000;
    private static final int DEFAULT_UPLOADS = 8;
    private static final int DEFAULT_COPIES = 4;
    private static final int DEFAULT_FILE_SIZE = 10_000_000;

    /**
     * Reads and checks all settings.
     *
     * @param lookup gives a setting's text by its key, such as {@code ingest.mode}
     * @throws ExportConfigurationException naming every missing or bad setting
     */
    public static IngestSettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        return read(settings, ConnectionSettings.readWithSchema(settings, null));
    }

    /** As {@link #read(Function)}, for rows that become files and go into no table: without a session's settings. */
    public static IngestSettings readForFiles(Function<String, Optional<String>> lookup) {
        return read(new SettingsReader(lookup), null);
    }

    private static IngestSettings read(SettingsReader settings, ConnectionSettings snowflake) {
        IngestSettings read = new IngestSettings(
                snowflake,
                settings.identifier("ingest.table"),
                mode(settings),
                settings.text("ingest.columns", null),
                settings.text("ingest.stage", null) == null ? null : settings.stage("ingest.stage"),
                orDefault(settings.number("ingest.writer-concurrency", 0, 0, MOST), cores()),
                orDefault(settings.number("ingest.upload-concurrency", DEFAULT_UPLOADS, 0, MOST), DEFAULT_UPLOADS),
                settings.number("ingest.copy-concurrency", DEFAULT_COPIES, 0, MOST),
                settings.number("ingest.target-file-size", DEFAULT_FILE_SIZE, 0, Integer.MAX_VALUE),
                settings.oneOf("ingest.compression", "ZSTD", ExportSettings.COMPRESSIONS),
                settings.number("ingest.compression-level", 0, 0, 22),
                settings.flag("ingest.vectorized-scanner", true),
                settings.character("ingest.csv-delimiter", ','),
                settings.text("ingest.csv-null", null),
                IngestBatch.read(settings));
        if (read.batch != null && !read.mode.appends()) {
            settings.problem("ingest.mode is " + read.mode.key() + ", but a batch with an ingest.batch-id comes to a table"
                    + " in one transaction with its entry in the ledger, and CREATE TABLE would commit it: set"
                    + " ingest.mode to append or create-append");
        }
        settings.throwIfBad();
        return read;
    }

    private static IngestMode mode(SettingsReader settings) {
        Set<String> keys = new TreeSet<>();
        Arrays.stream(IngestMode.keys()).map(key -> key.toUpperCase(Locale.ROOT)).forEach(keys::add);
        String key = settings.oneOf("ingest.mode", IngestMode.CREATE.key(), keys);
        return keys.contains(key) ? IngestMode.valueOf(key.replace('-', '_')) : IngestMode.CREATE;
    }

    private static int orDefault(int number, int otherwise) {
        return number == 0 ? otherwise : number;
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
