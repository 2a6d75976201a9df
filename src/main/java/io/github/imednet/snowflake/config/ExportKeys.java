package io.github.imednet.snowflake.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The settings of an export and of a sink: {@code export.*}. */
public final class ExportKeys {

    private static final SettingGroup GROUP = new SettingGroup();

    /** The codecs that both Parquet's writer here and Snowflake's COPY know. */
    public static final Set<String> COMPRESSIONS = Set.of("ZSTD", "SNAPPY", "GZIP", "UNCOMPRESSED");

    public static final Setting<String> STUDY_KEY =
            GROUP.of(SettingKinds::studyKey, "export.study-key", null,
                    "key of the study; a command or a message may name its own");
    public static final Setting<List<String>> RESOURCES = GROUP.names(
            "export.resources",
            ImednetResource.RECORDS.path(),
            "the lists that are exported, with commas between, such as `sites,subjects,records`; or `all`");
    public static final Setting<String> FILTER = GROUP.line(
            "export.filter",
            "the API's `filter`, such as `siteId==7;recordStatus!=Locked`: which of the study's records are exported;"
                    + " without it all");
    public static final Setting<String> RECORD_DATA_FILTER =
            GROUP.line(
                    "export.record-data-filter", "the API's `recordDataFilter`, such as `AESER==Yes`, in the same way");
    public static final Setting<List<String>> FORMS =
            GROUP.names("export.forms", null,
                    "keys of the forms whose records are exported, with commas between; without it"
                    + " all");
    public static final Setting<Boolean> REPLACE_SELECTION = GROUP.flag(
            "export.replace-selection",
            false,
            "whether rows of another selection of the study in the table are replaced; by default the run is refused");
    public static final Setting<Path> PRIVACY_POLICY = GROUP.file(
            "export.privacy-policy",
            "a YAML file that says which fields are kept, left out, masked, hashed or shortened before anything is"
                    + " written; without it all are kept as they are");
    /** Also with a line break at its end: without it, all hashes would be others than those in the table. */
    public static final Setting<Secret> PRIVACY_KEY = GROUP.of(
            (setting, text, problems) -> text == null ? null : new Secret(text),
            "export.privacy-key",
            null,
            "the secret by which the policy hashes values and moves dates, 32 characters or more");
    public static final Setting<String> STAGE_PREFIX =
            GROUP.verbatim(SettingKinds::stagePrefix, "export.stage-prefix", "imednet", "path inside the stage");
    public static final Setting<Boolean> PURGE =
            GROUP.flag("export.purge", false, "whether a load's files are removed from the stage after its commit");
    public static final Setting<Integer> FAIL_IF_DELETES = GROUP.number(
            "export.fail-if-deletes",
            0,
            1_000_000_000,
            "how many records of the table a run may delete because iMednet no longer has them: what would delete more"
                    + " is not committed, and the run fails; without it any number");
    public static final Setting<Path> LOCAL_STAGING_DIR = GROUP.path(
            "export.local-staging-dir",
            null,
            "keeps the Parquet files in this directory; without it they are temporary");
    public static final Setting<Path> MANIFEST_PATH = GROUP.path(
            "export.manifest-path",
            null,
            "appends a JSON line for each loaded batch to this file; without it there is no manifest");
    public static final Setting<Integer> BATCH_SIZE =
            GROUP.number("export.batch-size", 500, 1, 1_000_000,
                    "records per Parquet file (of other lists 10000 entities or more)");
    public static final Setting<String> COMPRESSION = GROUP.oneOf(COMPRESSIONS,
            "export.compression", "ZSTD", "Parquet's codec: `ZSTD`, `SNAPPY`, `GZIP` or `UNCOMPRESSED`");
    public static final Setting<Integer> PARALLEL_WRITES =
            GROUP.number("export.parallel-writes", 2, 1, 64, "batches written at the same time");
    public static final Setting<OptionalInt> LOAD_BATCHES = GROUP.numberOrAuto(
            "export.load-batches",
            1,
            1000,
            "Parquet files per PUT and COPY",
            "100 in a run's first load and twice as many in each further one, until these have 1000, or 1 GB");
    public static final Setting<Duration> LOAD_INTERVAL =
            GROUP.wholeSeconds("export.load-interval", 30, 1, 86_400, "seconds after which an unfinished load starts");
    public static final Setting<OptionalInt> PARALLEL_LOADS = GROUP.numberOrAuto(
            "export.parallel-loads", 1, 16, "loads at the same time", "as many as there are to do, up to 4");
    public static final Setting<Integer> PARALLEL_STUDIES = GROUP.number(
            "export.parallel-studies", 2, 1, 16, "studies exported at the same time, where a command names several");
    public static final Setting<Boolean> IDEMPOTENT =
            GROUP.flag("export.idempotent", true, "`false` loads every batch again, in place of what is there");
    public static final Setting<String> UPLOAD = GROUP.word(List.of("put", "s3", "azure-blob", "google-storage"),
            "export.upload",
            "put",
            "how files get to the stage: `put` for an internal one; `s3`, `azure-blob` or `google-storage` for an"
                    + " external one");
    public static final Setting<Boolean> CREATE_TABLE =
            GROUP.flag("export.create-table", true, "whether a missing table (with the ledger) is made");
    public static final Setting<Boolean> CREATE_STAGE =
            GROUP.flag("export.create-stage", true, "whether a missing stage is made; an external one is not");
    public static final Setting<Boolean> SINK_ONLY = GROUP.flag(
            "export.sink-only",
            false,
            "`true` for programs that only write batches of their own: nothing is read from iMednet, whose keys are not"
                    + " needed");
    public static final Setting<Path> STATE_DIR =
            GROUP.path("export.state-dir", "imednet-state", "where runs keep their journals");
    public static final Setting<Integer> KEEP_RUNS = GROUP.number(
            "export.keep-runs",
            1,
            1_000_000,
            "how many runs of each study and table keep their journals: an export that ends well removes older ones;"
                    + " without it all are kept");
    public static final Setting<Path> REPORT = GROUP.file(
            "export.report",
            "writes a page about the export to this file when it ends, such as `report.html`; `{study}` and `{run}` in"
                    + " the name are replaced; without it none is written");
    public static final Setting<String> SCHEDULE = GROUP.text(
            "export.schedule",
            null,
            "keeps running, and exports on a schedule: an interval such as `15m` or `6h`, or a cron expression such as"
                    + " `0 0 2 * * ?`; without it there is one export");

    static final List<Setting<?>> ALL = GROUP.all();

    private ExportKeys() {}
}
