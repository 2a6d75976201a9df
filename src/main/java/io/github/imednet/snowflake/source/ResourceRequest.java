package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.ImednetResource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the API is asked for one page of any of its lists.
 *
 * <p>The order is always asked for, by an attribute that is unique: with the API's own default order entities may move
 * between pages where they tie.
 *
 * @param studyKey null for the list of studies
 * @param filter the API's {@code filter}, or null for none
 * @param recordDataFilter the same of {@code recordDataFilter}
 * @param includeInactive whether users have those who are no longer active in the study
 */
record ResourceRequest(
        ImednetResource resource,
        @Nullable String studyKey,
        int page,
        int size,
        @Nullable String filter,
        @Nullable String recordDataFilter,
        boolean includeInactive) {

    /** The path below the API's address, percent-encoded. */
    String path() {
        String study = resource.isOfStudy()
                ? "studies/" + encode(Objects.requireNonNull(studyKey)) + '/'
                : "";
        return "/api/v1/edc/" + study + resource.path();
    }

    /** The query, percent-encoded. */
    String query() {
        return "page=" + page + "&size=" + size + "&sort=" + encode(resource.id() + ",ASC")
                + parameter("filter", filter)
                + parameter("recordDataFilter", recordDataFilter)
                + (resource == ImednetResource.USERS ? "&includeInactive=" + includeInactive : "");
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : '&' + name + '=' + encode(value);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
