package io.github.imednet.snowflake.config;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which list of the API is read, and how.
 *
 * @param studyKey null for the list of studies
 * @param retries of a request
 */
public record ResourceSettings(
        ImednetSettings imednet,
        ImednetResource resource,
        @Nullable String studyKey,
        ListFilter filter,
        RetrySettings retries) {

    private static final Setting<String> RESOURCE = new SettingGroup().word(ImednetResource.paths(),
            "imednet.resource", ImednetResource.RECORDS.path(), "the list of the API that the kamelet for sources"
                    + " reads");

    /** Whether the list has all of a study: without a filter, and of users also those who are no longer active. */
    public boolean hasWholeStudy() {
        return studyKey != null && filter.isWhole(resource);
    }

    /**
     * Reads and checks all settings.
     *
     * @param lookup gives a setting's text by its key, such as {@code imednet.resource}
     * @throws ExportConfigurationException naming every missing or bad setting
     */
    public static ResourceSettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        ImednetResource resource =
                ImednetResource.named(settings.get(RESOURCE)).orElse(ImednetResource.RECORDS);
        ResourceSettings read = new ResourceSettings(
                ImednetSettings.read(settings),
                resource,
                resource.isOfStudy() ? settings.get(ExportKeys.STUDY_KEY) : null,
                ListFilter.read(settings),
                RetrySettings.read(settings));
        if (resource.isOfStudy() && read.studyKey == null) {
            settings.required(ExportKeys.STUDY_KEY);
        }
        if (resource == ImednetResource.USERS && read.filter.filter() != null) {
            settings.problem("export.filter is set, but the API's list of users takes none: leave it out");
        }
        if (resource != ImednetResource.RECORDS && read.filter.recordDataFilter() != null) {
            settings.problem("export.record-data-filter is set, but only the list of records takes one: leave it out");
        }
        settings.throwIfBad();
        return read;
    }
}
