package io.github.imednet.snowflake.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is exported and how: {@code export.*}, with the settings of both ends.
 *
 * @param snowflake with a database, a schema and a warehouse
 * @param studyKey the study, or null where each export names its own
 * @param stagePrefix path inside the stage, without a slash at either end; may be empty
 * @param localStagingDirectory where the Parquet files are kept, or null for a temporary directory
 * @param manifestPath the manifest, or null for none
 * @param batchSize records per Parquet file
 * @param loadBatches Parquet files per PUT and COPY, 1 to 1000 (COPY takes no more names), or empty where loads grow
 * @param loadInterval an unfinished load starts after this time, so that its files do not wait
 * @param parallelLoads most loads at the same time
 * @param parallelStudies most studies exported at the same time, where several are
 * @param parallelWrites batches written to Parquet at the same time
 * @param maxRetries attempts after the first failed one
 * @param retryBackoff wait before the first retry; doubles with each
 * @param retryJitter share of a wait, 0 to 1, that chance may leave out
 * @param idempotent false loads every file again, whatever the ledger says
 * @param compression Parquet's codec
 * @param createTable whether a missing table is made
 * @param createStage whether a missing stage is made; never an external one, whose rights are not the export's to give
 * @param ledgerTable name of the ledger, in the schema of the table
 * @param lockTable name of the table that says which run loads which study, in the schema of the table
 * @param lockLease how long a run that does not answer any more keeps others from its study
 * @param stateDirectory where runs keep their journals; may not exist
 * @param objectStorage where an external stage has its files, or null for an internal one, which PUT fills
 * @param selection which of the study's records are exported
 * @param replaceSelection whether rows of another selection in the table are replaced
 * @param purge whether a load's files are removed from the stage after its commit
 * @param privacy what becomes of each field before anything is written
 * @param formViews the views of the study's forms
 * @param lists which of the study's lists are exported, and into which tables
 * @param incremental whether only what changed is read
 */
@RouteBean
public record ExportSettings(
        ImednetSettings imednet,
        ConnectionSettings snowflake,
        String stage,
        String table,
        String studyKey,
        String stagePrefix,
        Path localStagingDirectory,
        Path manifestPath,
        int batchSize,
        OptionalInt loadBatches,
        Duration loadInterval,
        int parallelLoads,
        int parallelStudies,
        int parallelWrites,
        int maxRetries,
        Duration retryBackoff,
        double retryJitter,
        boolean idempotent,
        String compression,
        boolean createTable,
        boolean createStage,
        String ledgerTable,
        String lockTable,
        Duration lockLease,
        Path stateDirectory,
        ObjectStorage objectStorage,
        RecordSelection selection,
        boolean replaceSelection,
        boolean purge,
        PrivacySettings privacy,
        FormViewSettings formViews,
        ListSettings lists,
        IncrementalSettings incremental) {

    /** At the same time, where nothing is set: each has a session of its own. */
    private static final int MOST_LOADS = 4;

    /** Rows of a file of a list that is loaded as a whole, unless batches are larger: a load takes 1000 files. */
    private static final int LIST_BATCH_SIZE = 10_000;

    /** The codecs that both Parquet's writer here and Snowflake's COPY know. */
    public static final Set<String> COMPRESSIONS = Set.of("ZSTD", "SNAPPY", "GZIP", "UNCOMPRESSED");

    /**
     * Where runs keep their journals, for those who look at them and need no other setting.
     *
     * @throws ExportConfigurationException if the setting is no usable path
     */
    public static Path readStateDirectory(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        Path directory = settings.path(ExportKeys.STATE_DIR);
        settings.throwIfBad();
        return directory;
    }

    /** The settings that say what a run does, by their keys, for another that resumes it. No secrets. */
    public Map<String, String> recorded() {
        Map<String, String> recorded = new TreeMap<>(imednet.recorded());
        recorded.putAll(snowflake.recorded());
        recorded.put("snowflake.stage", stage);
        recorded.putAll(lists.recorded());
        recorded.putAll(selection.recorded());
        recorded.put("export.stage-prefix", stagePrefix);
        recorded.put("export.batch-size", Integer.toString(batchSize));
        recorded.put("export.idempotent", Boolean.toString(idempotent));
        recorded.put("export.replace-selection", Boolean.toString(replaceSelection));
        recorded.put("export.incremental", Boolean.toString(incremental.wanted()));
        recorded.put("export.compression", compression);
        recorded.put("export.ledger-table", ledgerTable);
        recorded.put("export.lock-table", lockTable);
        if (objectStorage != null) {
            recorded.putAll(objectStorage.recorded());
        }
        if (localStagingDirectory != null) {
            recorded.put("export.local-staging-dir", localStagingDirectory.toString());
        }
        if (manifestPath != null) {
            recorded.put("export.manifest-path", manifestPath.toString());
        }
        return recorded;
    }

    /** The same for one of the lists: these settings for records, else with its table, and without a selection. */
    public ExportSettings of(ImednetResource list) {
        if (list == ImednetResource.RECORDS) {
            return this;
        }
        return new ExportSettings(
                imednet,
                snowflake,
                stage,
                lists.table(list),
                studyKey,
                stagePrefix,
                localStagingDirectory,
                manifestPath,
                Math.max(batchSize, LIST_BATCH_SIZE),
                loadBatches,
                loadInterval,
                parallelLoads,
                parallelStudies,
                parallelWrites,
                maxRetries,
                retryBackoff,
                retryJitter,
                idempotent,
                compression,
                createTable,
                createStage,
                ledgerTable,
                lockTable,
                lockLease,
                stateDirectory,
                objectStorage,
                new RecordSelection(null, null, List.of(), selection.privacyPolicy()),
                replaceSelection,
                purge,
                privacy,
                formViews,
                lists,
                new IncrementalSettings(
                        false, incremental.fullEvery(), incremental.overlap(), incremental.syncTable()));
    }

    /**
     * Lets those pass who may read from iMednet.
     *
     * @throws ExportConfigurationException if its keys are missing
     */
    public void requireKeys() {
        if (imednet.apiKey() == null || imednet.securityKey() == null) {
            throw new ExportConfigurationException(List.of("imednet.api-key and imednet.security-key are missing,"
                    + " which only those who write batches of their own (export.sink-only) need not have: set both"));
        }
    }

    /**
     * The study that is meant.
     *
     * @param named the study, or nothing for the one of these settings
     * @throws ExportConfigurationException if neither names one, or {@link StudyKey#check} refuses it
     */
    public String requireStudy(String named) {
        String study = named == null || named.isBlank() ? studyKey : named;
        if (study == null) {
            throw new ExportConfigurationException(
                    List.of("No study is named: give its key as an argument, as the setting export.study-key, or in the"
                            + " header studyKey of the message"));
        }
        return StudyKey.check(study);
    }

    /**
     * Reads and checks all settings.
     *
     * @param lookup gives a setting's text by its key, such as {@code export.batch-size}
     * @throws ExportConfigurationException naming every missing or bad setting
     */
    public static ExportSettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        ObjectStorage objectStorage = ObjectStorage.read(settings);
        PrivacySettings privacy = PrivacySettings.read(settings);
        ListSettings lists = ListSettings.read(settings, settings.requiredIdentifier(SnowflakeKeys.TABLE));
        ExportSettings read = new ExportSettings(
                ImednetSettings.read(settings),
                ConnectionSettings.readWithSchema(settings, "PUBLIC"),
                settings.requiredStage(SnowflakeKeys.STAGE),
                lists.table(ImednetResource.RECORDS),
                settings.studyKey(ExportKeys.STUDY_KEY),
                settings.stagePrefix(ExportKeys.STAGE_PREFIX),
                settings.path(ExportKeys.LOCAL_STAGING_DIR),
                settings.path(ExportKeys.MANIFEST_PATH),
                settings.number(ExportKeys.BATCH_SIZE),
                settings.numberOrAuto(ExportKeys.LOAD_BATCHES),
                Duration.ofSeconds(settings.number(ExportKeys.LOAD_INTERVAL)),
                settings.numberOrAuto(ExportKeys.PARALLEL_LOADS).orElse(MOST_LOADS),
                settings.number(ExportKeys.PARALLEL_STUDIES),
                settings.number(ExportKeys.PARALLEL_WRITES),
                SharedSettings.maxRetries(settings),
                SharedSettings.retryBackoff(settings),
                SharedSettings.retryJitter(settings),
                settings.flag(ExportKeys.IDEMPOTENT),
                settings.oneOf(ExportKeys.COMPRESSION, COMPRESSIONS),
                settings.flag(ExportKeys.CREATE_TABLE),
                settings.flag(ExportKeys.CREATE_STAGE) && objectStorage == null,
                SharedSettings.ledgerTable(settings),
                SharedSettings.lockTable(settings),
                SharedSettings.lockLease(settings),
                settings.path(ExportKeys.STATE_DIR),
                objectStorage,
                RecordSelection.read(settings, privacy),
                settings.flag(ExportKeys.REPLACE_SELECTION),
                settings.flag(ExportKeys.PURGE),
                privacy,
                FormViewSettings.read(settings),
                lists,
                IncrementalSettings.read(settings));
        settings.required(SnowflakeKeys.WAREHOUSE);
        ScheduleSettings.read(settings);
        ObserveSettings.read(settings);
        settings.throwIfBad();
        return read;
    }
}
