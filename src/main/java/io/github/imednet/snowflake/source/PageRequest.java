package io.github.imednet.snowflake.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One page of a study's records.
 *
 * <p>The order is always asked for, by an attribute that is unique: with the API's own default order entities may move
 * between pages where they tie.
 *
 * @param page index of the page, from 0
 * @param size records per page, at most 500
 * @param modifiedSince asks only for records that were made or changed then or later, or null for all; whole seconds
 */
public record PageRequest(String studyKey, int page, int size, Instant modifiedSince) {

    public PageRequest(String studyKey, int page, int size) {
        this(studyKey, page, size, null);
    }

    /** The path below the API's address, percent-encoded. */
    public String path() {
        return "/api/v1/edc/studies/" + encode(studyKey) + "/records";
    }

    /** The query, percent-encoded. */
    public String query() {
        String filter = modifiedSince == null
                ? ""
                : "&filter=" + encode("dateModified>=" + modifiedSince.truncatedTo(ChronoUnit.SECONDS));
        return "page=" + page + "&size=" + size + "&sort=" + encode("recordId,ASC") + filter;
    }

    public PageRequest withPage(int other) {
        return new PageRequest(studyKey, other, size, modifiedSince);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
