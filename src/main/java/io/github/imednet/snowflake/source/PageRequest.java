package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RecordSelection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One page of a study's records.
 *
 * <p>The order is always asked for, by an attribute that is unique: with the API's own default order entities may move
 * between pages where they tie.
 *
 * @param page index of the page, from 0
 * @param size records per page, at most 500
 * @param modifiedSince asks only for records that were made or changed then or later, or null for all; whole seconds
 * @param selection which records are wanted, of those that were made or changed since then all
 */
public record PageRequest(
        String studyKey, int page, int size, Instant modifiedSince, RecordSelection selection)
        implements ApiRequest {

    public PageRequest(String studyKey, int page, int size) {
        this(studyKey, page, size, RecordSelection.ALL);
    }

    public PageRequest(String studyKey, int page, int size, RecordSelection selection) {
        this(studyKey, page, size, null, selection);
    }

    /**
     * A request for changed records, whatever the selection: a record that has left it is one of them. Nor could the
     * two be joined, as the API takes each attribute once and has no parentheses.
     */
    public PageRequest changedSince(Instant since) {
        return new PageRequest(studyKey, 0, size, since, RecordSelection.ALL);
    }

    @Override
    public Optional<ImednetResource> exported() {
        return Optional.of(ImednetResource.RECORDS);
    }

    @Override
    public String path() {
        return "/api/v1/edc/studies/" + encode(studyKey) + "/records";
    }

    @Override
    public String query() {
        String filter = modifiedSince == null
                ? selection.apiFilter()
                : "dateModified>=" + modifiedSince.truncatedTo(ChronoUnit.SECONDS);
        return "page=" + page + "&size=" + size + "&sort=" + encode("recordId,ASC") + parameter("filter", filter)
                + parameter("recordDataFilter", selection.recordDataFilter());
    }

    @Override
    public Page read(byte[] body, String date) {
        return new PageReader().read(body, date, this);
    }

    public PageRequest withPage(int other) {
        return new PageRequest(studyKey, other, size, modifiedSince, selection);
    }

    static String parameter(String name, String value) {
        return value == null ? "" : '&' + name + '=' + encode(value);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
