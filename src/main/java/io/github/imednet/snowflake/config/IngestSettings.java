package io.github.imednet.snowflake.config;

import static io.github.imednet.snowflake.config.Setting.flag;
import static io.github.imednet.snowflake.config.Setting.number;
import static io.github.imednet.snowflake.config.Setting.text;

import java.util.Arrays;
import java.util.List;
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
 * @param stage null for a temporary internal one
 * @param objectStorage where an external stage has its files, or null for an internal one, which PUT fills
 * @param writerConcurrency Parquet files written at the same time
 * @param uploadConcurrency Parquet files sent at the same time
 * @param copyConcurrency COPYs at the same time; 0 for one when all files are on the stage
 * @param targetFileSize bytes that a Parquet file is to have; 0 for no limit
 * @param compression Parquet's codec
 * @param compressionLevel of ZSTD and GZIP; 0 for 1 of ZSTD, 6 of GZIP
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
        ObjectStorage objectStorage,
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

    static final Setting BATCH_ID = text(
            "ingest.batch-id",
            null,
            "id of the rows as a batch that is loaded once, however often it is sent; mostly the header"
                    + " `ingestBatchId`");
    private static final Setting TABLE =
            text("ingest.table", null, "target table; a message may name its own");
    private static final Setting MODE = text(
            "ingest.mode", IngestMode.CREATE.key(), "`create`, `append`, `replace` or `create-append`");
    private static final Setting COLUMNS = text(
            "ingest.columns",
            null,
            "names and types of columns, such as `SITE NUMBER, SEEN DATE`; without it they are taken from the rows");
    private static final Setting STAGE = text(
            "ingest.stage",
            null,
            "stage; without it a temporary internal one, or `snowflake.stage` where `export.upload` says that files go"
                    + " to object storage");
    private static final Setting WRITER_CONCURRENCY = number(
            "ingest.writer-concurrency", 0, 0, MOST, "Parquet files written at the same time (0: one for each core)");
    private static final Setting UPLOAD_CONCURRENCY =
            number("ingest.upload-concurrency", DEFAULT_UPLOADS, 0, MOST, "files sent at the same time (0: the"
                    + " default)");
    private static final Setting COPY_CONCURRENCY =
            number("ingest.copy-concurrency", 4, 0, MOST, "COPYs at the same time (0: one when all files are there)");
    private static final Setting TARGET_FILE_SIZE = number(
            "ingest.target-file-size", 10_000_000, 0, Integer.MAX_VALUE, "bytes of a Parquet file (0: no limit)");
    private static final Setting COMPRESSION = text(
            "ingest.compression", "ZSTD", "Parquet's codec: `ZSTD`, `SNAPPY`, `GZIP` or `UNCOMPRESSED`");
    private static final Setting COMPRESSION_LEVEL =
            number("ingest.compression-level", 0, 0, 22, "level of ZSTD or GZIP (0: 1 of ZSTD, 6 of GZIP)");
    private static final Setting VECTORIZED_SCANNER =
            flag("ingest.vectorized-scanner", true, "whether COPY uses Snowflake's vectorized scanner");
    private static final Setting CSV_DELIMITER =
            text("ingest.csv-delimiter", ",", "what stands between the fields of a CSV file");
    private static final Setting CSV_NULL =
            text("ingest.csv-null", null, "a field without quotes that is null, as an empty one is");

    static final List<Setting> ALL = List.of(
            TABLE, MODE, COLUMNS, BATCH_ID, STAGE, WRITER_CONCURRENCY, UPLOAD_CONCURRENCY, COPY_CONCURRENCY,
            TARGET_FILE_SIZE, COMPRESSION, COMPRESSION_LEVEL, VECTORIZED_SCANNER, CSV_DELIMITER, CSV_NULL);

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
        ObjectStorage storage = snowflake == null ? null : ObjectStorage.read(settings);
        IngestSettings read = new IngestSettings(
                snowflake,
                settings.identifier(TABLE),
                mode(settings),
                settings.text(COLUMNS),
                stage(settings, storage),
                storage,
                orDefault(settings.number(WRITER_CONCURRENCY), cores()),
                orDefault(settings.number(UPLOAD_CONCURRENCY), DEFAULT_UPLOADS),
                settings.number(COPY_CONCURRENCY),
                settings.number(TARGET_FILE_SIZE),
                settings.oneOf(COMPRESSION, ExportSettings.COMPRESSIONS),
                settings.number(COMPRESSION_LEVEL),
                settings.flag(VECTORIZED_SCANNER),
                settings.character(CSV_DELIMITER),
                settings.text(CSV_NULL),
                IngestBatch.read(settings));
        if (read.batch != null && !read.mode.appends()) {
            settings.problem("ingest.mode is " + read.mode.key() + ", but a batch with an ingest.batch-id comes to a"
                    + " table in one transaction with its entry in the ledger, and CREATE TABLE would commit it: set"
                    + " ingest.mode to append or create-append");
        }
        settings.throwIfBad();
        return read;
    }

    /** Only an external stage leads to object storage, and a temporary one is none. */
    private static String stage(SettingsReader settings, ObjectStorage storage) {
        String stage = settings.stage(STAGE);
        if (stage != null || storage == null) {
            return stage;
        }
        String external = settings.stage(SnowflakeKeys.STAGE);
        if (external == null) {
            settings.problem("ingest.stage is missing: export.upload sends files to object storage, so name the"
                    + " external stage that leads there, here or in snowflake.stage");
        }
        return external;
    }

    private static IngestMode mode(SettingsReader settings) {
        Set<String> keys = new TreeSet<>();
        Arrays.stream(IngestMode.keys()).map(key -> key.toUpperCase(Locale.ROOT)).forEach(keys::add);
        String key = settings.oneOf(MODE, keys);
        return keys.contains(key) ? IngestMode.valueOf(key.replace('-', '_')) : IngestMode.CREATE;
    }

    private static int orDefault(int number, int otherwise) {
        return number == 0 ? otherwise : number;
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
