package io.github.imednet.snowflake.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is exported and how: {@code export.*}, with the settings of both ends.
 *
 * @param values what {@link ExportKeys} and {@link SharedSettings} describe, with the names of stage and table
 * @param snowflake with a database, a schema and a warehouse
 * @param objectStorage where an external stage has its files, or null for an internal one, which PUT fills
 * @param selection which of the study's records are exported
 * @param privacy what becomes of each field before anything is written
 * @param formViews the views of the study's forms
 * @param lists which of the study's lists are exported, and into which tables
 * @param incremental whether only what changed is read
 */
@RouteBean
public record ExportSettings(
        SettingValues values,
        ImednetSettings imednet,
        ConnectionSettings snowflake,
        RetrySettings retries,
        @Nullable ObjectStorage objectStorage,
        RecordSelection selection,
        PrivacySettings privacy,
        FormViewSettings formViews,
        ListSettings lists,
        IncrementalSettings incremental) {

    /** At the same time, where nothing is set: each has a session of its own. */
    private static final int MOST_LOADS = 4;

    /** Rows of a file of a list that is loaded as a whole, unless batches are larger: a load takes 1000 files. */
    private static final int LIST_BATCH_SIZE = 10_000;

    /** What a process that resumes a run takes from it, with that of the ends, the lists and the selection. */
    private static final List<Setting<?>> RECORDED = List.of(
            SnowflakeKeys.STAGE, ExportKeys.STAGE_PREFIX, ExportKeys.BATCH_SIZE, ExportKeys.IDEMPOTENT,
            ExportKeys.REPLACE_SELECTION, ExportKeys.COMPRESSION, ExportKeys.LOCAL_STAGING_DIR,
            ExportKeys.MANIFEST_PATH, SharedSettings.LEDGER_TABLE, SharedSettings.LOCK_TABLE, ExportKeys.PURGE,
            ExportKeys.FAIL_IF_DELETES);

    /** Of these the run may be told otherwise then: a higher limit is a way on for one that would delete too much. */
    private static final Set<String> CHANGEABLE = Stream.of(
                    List.of(ExportKeys.PURGE, ExportKeys.FAIL_IF_DELETES),
                    IncrementalSettings.CHANGEABLE,
                    FormViewSettings.ALL)
            .flatMap(List::stream)
            .map(Setting::key)
            .collect(Collectors.toUnmodifiableSet());

    /** The value of one of these settings; null if nothing is set and it has no default. */
    public <T> T get(Setting<T> setting) {
        return values.get(setting);
    }

    /** The table that this list is exported to. */
    public String table() {
        return get(SnowflakeKeys.TABLE);
    }

    /** Whether a missing stage is made; never an external one, whose rights are not the export's to give. */
    public boolean createStage() {
        return get(ExportKeys.CREATE_STAGE) && objectStorage == null;
    }

    /** For routes, as the two that follow. */
    public boolean createTable() {
        return get(ExportKeys.CREATE_TABLE);
    }

    public boolean idempotent() {
        return get(ExportKeys.IDEMPOTENT);
    }

    public boolean purge() {
        return get(ExportKeys.PURGE);
    }

    /** Most loads at the same time. */
    public int parallelLoads() {
        return get(ExportKeys.PARALLEL_LOADS).orElse(MOST_LOADS);
    }

    /**
     * Where runs keep their journals, for those who look at them and need no other setting.
     *
     * @throws ExportConfigurationException if the setting is no usable path
     */
    public static Path readStateDirectory(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        Path directory = settings.get(ExportKeys.STATE_DIR);
        settings.throwIfBad();
        return directory;
    }

    /** Whether a run may be resumed with another value of the setting than it began with. */
    public static boolean mayChange(String key) {
        return CHANGEABLE.contains(key);
    }

    /** The settings that say what a run does, by their keys, for another that resumes it. No secrets. */
    public Map<String, String> recorded() {
        Map<String, String> recorded = new TreeMap<>(imednet.recorded());
        recorded.putAll(snowflake.recorded());
        recorded.putAll(values.texts(RECORDED));
        recorded.putAll(lists.recorded());
        recorded.putAll(selection.recorded());
        recorded.putAll(incremental.recorded());
        recorded.putAll(formViews.recorded());
        if (objectStorage != null) {
            recorded.putAll(objectStorage.recorded());
        }
        return recorded;
    }

    /** The same for one of the lists: these settings for records, else with its table, and without a selection. */
    public ExportSettings of(ImednetResource list) {
        if (list == ImednetResource.RECORDS) {
            return this;
        }
        return new ExportSettings(
                values.with(SnowflakeKeys.TABLE, lists.table(list))
                        .with(ExportKeys.BATCH_SIZE, Math.max(get(ExportKeys.BATCH_SIZE), LIST_BATCH_SIZE)),
                imednet,
                snowflake,
                retries,
                objectStorage,
                new RecordSelection(null, null, List.of(), selection.privacyPolicy()),
                privacy,
                formViews,
                lists,
                incremental.of(list));
    }

    /**
     * The same for one export whose order says otherwise; what is null there is as in these settings.
     *
     * @param resources names of lists, or {@code all}
     * @throws ExportConfigurationException if a list is unknown, or two have one table
     */
    public ExportSettings ordered(
            @Nullable List<String> resources,
            @Nullable String filter,
            @Nullable String recordDataFilter,
            @Nullable Boolean incrementally) {
        return new ExportSettings(
                values,
                imednet,
                snowflake,
                retries,
                objectStorage,
                new RecordSelection(
                        filter == null ? selection.filter() : filter,
                        recordDataFilter == null ? selection.recordDataFilter() : recordDataFilter,
                        selection.forms(),
                        selection.privacyPolicy()),
                privacy,
                formViews,
                resources == null ? lists : lists.of(resources),
                incrementally == null ? incremental : incremental.of(incrementally));
    }

    /**
     * Lets those pass who may read from iMednet.
     *
     * @throws ExportConfigurationException if its keys are missing
     */
    public void requireKeys() {
        if (imednet.apiKey() == null || imednet.securityKey() == null) {
            throw new ExportConfigurationException(List.of("imednet.api-key and imednet.security-key are missing:"
                    + " set both; only programs that write batches of their own (export.sink-only) need none"));
        }
    }

    /**
     * The study that is meant.
     *
     * @param named the study, or nothing for the one of these settings
     * @throws ExportConfigurationException if neither names one, or {@link StudyKey#check} refuses it
     */
    public String requireStudy(@Nullable String named) {
        String study = named == null || named.isBlank() ? get(ExportKeys.STUDY_KEY) : named;
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
        String recordsTable = settings.required(SnowflakeKeys.TABLE);
        settings.required(SnowflakeKeys.STAGE);
        PrivacySettings privacy = PrivacySettings.read(settings);
        ListSettings lists = ListSettings.read(settings, recordsTable);
        ExportSettings read = new ExportSettings(
                settings.values(ExportKeys.ALL, SharedSettings.ALL, List.of(SnowflakeKeys.STAGE))
                        .with(SnowflakeKeys.TABLE, lists.table(ImednetResource.RECORDS)),
                ImednetSettings.read(settings),
                ConnectionSettings.readWithSchema(settings, "PUBLIC"),
                RetrySettings.read(settings),
                ObjectStorage.read(settings),
                RecordSelection.read(settings, privacy),
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
