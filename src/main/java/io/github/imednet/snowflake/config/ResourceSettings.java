package io.github.imednet.snowflake.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which list of the API is read, and how.
 *
 * @param studyKey null for the list of studies
 * @param filter the API's {@code filter}, or null for none
 * @param recordDataFilter the API's {@code recordDataFilter}, for records only, or null for none
 * @param includeInactive whether the list of users has those who are no longer active in the study
 * @param maxRetries attempts of a request after the first failed one
 * @param retryBackoff wait before the first retry; doubles with each
 * @param retryJitter share of a wait, 0 to 1, that chance may leave out
 */
public record ResourceSettings(
        ImednetSettings imednet,
        ImednetResource resource,
        String studyKey,
        String filter,
        String recordDataFilter,
        boolean includeInactive,
        int maxRetries,
        Duration retryBackoff,
        double retryJitter) {

    private static final Setting RESOURCE = Setting.text(
            "imednet.resource", ImednetResource.RECORDS.path(), "the list of the API that the kamelet for sources"
                    + " reads");
    static final Setting INCLUDE_INACTIVE = Setting.flag(
            "imednet.include-inactive", true, "whether the list of users has those who are no longer active in the study");

    /**
     * Reads and checks all settings.
     *
     * @param lookup gives a setting's text by its key, such as {@code imednet.resource}
     * @throws ExportConfigurationException naming every missing or bad setting
     */
    public static ResourceSettings read(Function<String, Optional<String>> lookup) {
        SettingsReader settings = new SettingsReader(lookup);
        ImednetResource resource = ImednetResource.named(
                        settings.word(RESOURCE, ImednetResource.paths()))
                .orElse(ImednetResource.RECORDS);
        ResourceSettings read = new ResourceSettings(
                ImednetSettings.read(settings),
                resource,
                resource.isOfStudy() ? settings.studyKey(ExportKeys.STUDY_KEY) : null,
                settings.line(ExportKeys.FILTER),
                settings.line(ExportKeys.RECORD_DATA_FILTER),
                settings.flag(INCLUDE_INACTIVE),
                SharedSettings.maxRetries(settings),
                SharedSettings.retryBackoff(settings),
                SharedSettings.retryJitter(settings));
        if (resource.isOfStudy() && read.studyKey == null) {
            settings.required(ExportKeys.STUDY_KEY);
        }
        if (resource == ImednetResource.USERS && read.filter != null) {
            settings.problem("export.filter is set, but the API's list of users takes none: leave it out");
        }
        if (resource != ImednetResource.RECORDS && read.recordDataFilter != null) {
            settings.problem("export.record-data-filter is set, but only the list of records takes one: leave it out");
        }
        settings.throwIfBad();
        return read;
    }
}
