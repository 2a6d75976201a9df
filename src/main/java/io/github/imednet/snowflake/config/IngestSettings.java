package io.github.imednet.snowflake.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How rows are brought into a table: {@code ingest.*}, with the session's settings.
 *
 * @param values what this class describes; a table that is null is named by each message, and columns that are null are
 *     taken from the rows
 * @param snowflake null where rows become files and go into no table
 * @param stage null for a temporary internal one
 * @param objectStorage where an external stage has its files, or null for an internal one, which PUT fills
 * @param batch the rows as a batch that is ingested once, or null
 * @param replacement which rows go before those that are ingested, or null
 */
public record IngestSettings(
        SettingValues values,
        @Nullable ConnectionSettings snowflake,
        @Nullable String stage,
        @Nullable ObjectStorage objectStorage,
        @Nullable IngestBatch batch,
        @Nullable IngestReplacement replacement) {

    private static final int MOST = 1_000;
    private static final int DEFAULT_UPLOADS = 8;

    private static final SettingGroup GROUP = new SettingGroup();
    public static final Setting<String> TABLE =
            GROUP.identifier("ingest.table", null, "target table; a message may name its own");
    public static final Setting<IngestMode> MODE =
            GROUP.of(SettingKinds.oneOf(IngestMode.names()).as(IngestMode::named),
            "ingest.mode", IngestMode.CREATE.key(), "`create`, `append`, `replace`, `create-append` or"
                    + " `replace-rows`");
    public static final Setting<String> REPLACE_COLUMN = GROUP.identifier(
            "ingest.replace-column",
            null,
            "with mode `replace-rows`, the column by whose value rows are replaced; mostly the header"
                    + " `ingestReplaceColumn`");
    public static final Setting<String> REPLACE_VALUE = GROUP.text(
            "ingest.replace-value",
            null,
            "with mode `replace-rows`, the value: rows that have it go, and all that come must have it; mostly the"
                    + " header `ingestReplaceValue`");
    public static final Setting<String> COLUMNS = GROUP.text(
            "ingest.columns",
            null,
            "names and types of columns, such as `SITE NUMBER, SEEN DATE`; without it they are taken from the rows");
    public static final Setting<String> BATCH_ID = GROUP.text(
            "ingest.batch-id",
            null,
            "id of the rows as a batch that is loaded once, however often it is sent; mostly the header"
                    + " `ingestBatchId`");
    private static final Setting<String> STAGE = GROUP.of(SettingKinds::stage,
            "ingest.stage",
            null,
            "stage; without it a temporary internal one, or `snowflake.stage` where `export.upload` says that files go"
                    + " to object storage");
    public static final Setting<Integer> WRITER_CONCURRENCY = GROUP.numberOrForZero(
            Runtime.getRuntime().availableProcessors(), "ingest.writer-concurrency", 0, MOST,
                    "Parquet files written at the same time (0: one for each core)");
    public static final Setting<Integer> UPLOAD_CONCURRENCY =
            GROUP.numberOrForZero(DEFAULT_UPLOADS, "ingest.upload-concurrency", DEFAULT_UPLOADS, MOST,
                    "files sent at the same time (0: the"
                    + " default)");
    public static final Setting<Integer> COPY_CONCURRENCY =
            GROUP.number(
                    "ingest.copy-concurrency", 4, 0, MOST, "COPYs at the same time (0: one when all files are there)");
    public static final Setting<Integer> TARGET_FILE_SIZE = GROUP.number(
            "ingest.target-file-size", 10_000_000, 0, Integer.MAX_VALUE, "bytes of a Parquet file (0: no limit)");
    public static final Setting<String> COMPRESSION = GROUP.oneOf(ExportKeys.COMPRESSIONS,
            "ingest.compression", "ZSTD", "Parquet's codec: `ZSTD`, `SNAPPY`, `GZIP` or `UNCOMPRESSED`");
    public static final Setting<Integer> COMPRESSION_LEVEL =
            GROUP.number("ingest.compression-level", 0, 0, 22, "level of ZSTD or GZIP (0: 1 of ZSTD, 6 of GZIP)");
    public static final Setting<Boolean> VECTORIZED_SCANNER =
            GROUP.flag("ingest.vectorized-scanner", true, "whether COPY uses Snowflake's vectorized scanner");
    public static final Setting<Boolean> REPLACE_INVALID_CHARACTERS = GROUP.flag(
            "ingest.replace-invalid-characters",
            false,
            "whether each sequence of bytes that is not valid UTF-8 becomes the replacement character U+FFFD; otherwise"
                    + " it is an error");
    public static final Setting<Character> CSV_DELIMITER =
            GROUP.verbatim(SettingKinds::character, "ingest.csv-delimiter", ",",
                    "what stands between the fields of a CSV file");
    public static final Setting<String> CSV_NULL =
            GROUP.text("ingest.csv-null", null, "a field without quotes that is null, as an empty one is");

    static final List<Setting<?>> ALL = GROUP.all();

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

    private static IngestSettings read(SettingsReader settings, @Nullable ConnectionSettings snowflake) {
        ObjectStorage storage = snowflake == null ? null : ObjectStorage.read(settings);
        IngestSettings read = new IngestSettings(
                settings.values(ALL),
                snowflake,
                stage(settings, storage),
                storage,
                IngestBatch.read(settings),
                IngestReplacement.read(settings));
        IngestMode mode = read.get(MODE);
        if (read.batch != null && mode == IngestMode.REPLACE_ROWS) {
            settings.problem("ingest.mode is replace-rows, which needs no ingest.batch-id: rows that are sent again"
                    + " replace themselves. Leave the id out, or set ingest.mode to append or create-append");
        } else if (read.batch != null && !mode.inserts()) {
            settings.problem("ingest.mode is " + mode.key() + ", but a batch with an ingest.batch-id comes to a"
                    + " table in one transaction with its entry in the ledger, and CREATE TABLE would commit it: set"
                    + " ingest.mode to append or create-append");
        }
        settings.throwIfBad();
        return read;
    }

    /** Only an external stage leads to object storage, and a temporary one is none. */
    private static @Nullable String stage(SettingsReader settings, @Nullable ObjectStorage storage) {
        String stage = settings.get(STAGE);
        if (stage != null || storage == null) {
            return stage;
        }
        String external = settings.get(SnowflakeKeys.STAGE);
        if (external == null) {
            settings.problem("ingest.stage is missing: export.upload sends files to object storage, so name the"
                    + " external stage that leads there, here or in snowflake.stage");
        }
        return external;
    }

    /** The session's, of settings for rows that go into a table. */
    @Override
    public ConnectionSettings snowflake() {
        return Objects.requireNonNull(snowflake, "The settings for files have no session");
    }

    /** The value of one of these settings; null if nothing is set and it has no default. */
    public <T> T get(Setting<T> setting) {
        return values.get(setting);
    }
}
