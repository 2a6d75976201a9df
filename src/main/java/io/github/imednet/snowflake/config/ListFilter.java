package io.github.imednet.snowflake.config;

import org.jspecify.annotations.Nullable;

/**
 * Which entities of a list are read.
 *
 * @param filter the API's {@code filter}, or null for none
 * @param recordDataFilter the API's {@code recordDataFilter}, for records only, or null for none
 * @param includeInactive whether the list of users has those who are no longer active in the study
 */
public record ListFilter(@Nullable String filter, @Nullable String recordDataFilter, boolean includeInactive) {

    /** The whole list. */
    public static final ListFilter ALL = new ListFilter(null, null, true);

    static ListFilter read(SettingsReader settings) {
        return new ListFilter(
                settings.get(ExportKeys.FILTER),
                settings.get(ExportKeys.RECORD_DATA_FILTER),
                settings.get(ImednetSettings.INCLUDE_INACTIVE));
    }

    /** Whether nothing of this list is left out. */
    boolean isWhole(ImednetResource list) {
        return filter == null && recordDataFilter == null && (includeInactive || list != ImednetResource.USERS);
    }
}
