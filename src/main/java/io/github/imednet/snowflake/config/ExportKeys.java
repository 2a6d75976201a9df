package io.github.imednet.snowflake.config;

import static io.github.imednet.snowflake.config.Setting.flag;
import static io.github.imednet.snowflake.config.Setting.number;
import static io.github.imednet.snowflake.config.Setting.numberOrAuto;
import static io.github.imednet.snowflake.config.Setting.text;

import java.util.List;

/** The settings of an export and of a sink: {@code export.*}. */
final class ExportKeys {

    static final Setting STUDY_KEY =
            text("export.study-key", null, "key of the study; a command or a message may name its own");
    static final Setting FILTER = text(
            "export.filter",
            null,
            "the API's `filter`, such as `siteId==7;recordStatus!=Locked`: which of the study's records are exported;"
                    + " without it all");
    static final Setting RECORD_DATA_FILTER =
            text("export.record-data-filter", null, "the API's `recordDataFilter`, such as `AESER==Yes`, in the same way");
    static final Setting FORMS =
            text("export.forms", null, "keys of the forms whose records are exported, with commas between; without it"
                    + " all");
    static final Setting REPLACE_SELECTION = flag(
            "export.replace-selection",
            false,
            "whether rows of another selection of the study in the table are replaced; by default the run is refused");
    static final Setting PRIVACY_POLICY = text(
            "export.privacy-policy",
            null,
            "a YAML file that says which fields are kept, left out, masked, hashed or shortened before anything is"
                    + " written; without it all are kept as they are");
    static final Setting PRIVACY_KEY = text(
            "export.privacy-key",
            null,
            "the secret by which the policy hashes values and moves dates, 32 characters or more");
    static final Setting STAGE_PREFIX = text("export.stage-prefix", "imednet", "path inside the stage");
    static final Setting PURGE =
            flag("export.purge", false, "whether a load's files are removed from the stage after its commit");
    static final Setting LOCAL_STAGING_DIR = text(
            "export.local-staging-dir",
            null,
            "keeps the Parquet files in this directory; without it they are temporary");
    static final Setting MANIFEST_PATH = text(
            "export.manifest-path",
            null,
            "appends a JSON line for each loaded batch to this file; without it there is no manifest");
    static final Setting BATCH_SIZE =
            number("export.batch-size", 500, 1, 1_000_000, "records per Parquet file");
    static final Setting COMPRESSION = text(
            "export.compression", "ZSTD", "Parquet's codec: `ZSTD`, `SNAPPY`, `GZIP` or `UNCOMPRESSED`");
    static final Setting PARALLEL_WRITES =
            number("export.parallel-writes", 2, 1, 64, "batches written at the same time");
    static final Setting LOAD_BATCHES = numberOrAuto(
            "export.load-batches",
            1,
            1000,
            "Parquet files per PUT and COPY",
            "100 in a run's first load and twice as many in each further one, until these have 1000, or 1 GB");
    static final Setting LOAD_INTERVAL =
            number("export.load-interval", 30, 1, 86_400, "seconds after which an unfinished load starts");
    static final Setting PARALLEL_LOADS = numberOrAuto(
            "export.parallel-loads", 1, 16, "loads at the same time", "as many as there are to do, up to 4");
    static final Setting PARALLEL_STUDIES = number(
            "export.parallel-studies", 2, 1, 16, "studies exported at the same time, where a command names several");
    static final Setting IDEMPOTENT =
            flag("export.idempotent", true, "`false` loads every batch again, in place of what is there");
    static final Setting UPLOAD = text(
            "export.upload",
            "put",
            "how files come to the stage: `put` for an internal one; `s3`, `azure-blob` or `google-storage` for an"
                    + " external one");
    static final Setting CREATE_TABLE =
            flag("export.create-table", true, "whether a missing table (with the ledger) is made");
    static final Setting CREATE_STAGE =
            flag("export.create-stage", true, "whether a missing stage is made; an external one is not");
    static final Setting SINK_ONLY = flag(
            "export.sink-only",
            false,
            "`true` for programs that only write batches of their own: nothing is read from iMednet, whose keys are not"
                    + " needed");
    static final Setting STATE_DIR = text("export.state-dir", "imednet-state", "where runs keep their journals");
    static final Setting KEEP_RUNS = number(
            "export.keep-runs",
            1,
            1_000_000,
            "how many runs of each study and table keep their journals: an export that ends well removes older ones;"
                    + " without it all are kept");
    static final Setting SCHEDULE = text(
            "export.schedule",
            null,
            "stays, and exports again and again: an interval such as `15m` or `6h`, or a cron expression such as"
                    + " `0 0 2 * * ?`; without it there is one export");

    static final List<Setting> ALL = List.of(
            STUDY_KEY, ListSettings.RESOURCES, FILTER, RECORD_DATA_FILTER, FORMS, REPLACE_SELECTION, PRIVACY_POLICY, PRIVACY_KEY, STAGE_PREFIX, PURGE, LOCAL_STAGING_DIR,
            MANIFEST_PATH, BATCH_SIZE, COMPRESSION, PARALLEL_WRITES, LOAD_BATCHES, LOAD_INTERVAL, PARALLEL_LOADS,
            PARALLEL_STUDIES, IDEMPOTENT, UPLOAD, CREATE_TABLE, CREATE_STAGE, SINK_ONLY, STATE_DIR, KEEP_RUNS,
            SCHEDULE);

    private ExportKeys() {}
}
