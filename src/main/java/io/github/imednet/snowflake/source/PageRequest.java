package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RecordSelection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of one of a study's lists.
 *
 * @param page index of the page, from 0
 * @param size entities per page, at most 500
 * @param resource the list
 * @param changes the term of the API's filter that only new or changed entities meet, or null for all entities
 * @param selection which records are wanted, of new and changed ones all; of other lists all
 * @param includeInactive whether users have those who are no longer active in the study
 */
public record PageRequest(
        @Nullable String studyKey,
        int page,
        int size,
        ImednetResource resource,
        @Nullable String changes,
        RecordSelection selection,
        boolean includeInactive)
        implements ApiRequest {

    private static final String PLAIN_VALUE = "[A-Za-z0-9_.-]+";

    public PageRequest(String studyKey, int page, int size) {
        this(studyKey, page, size, RecordSelection.ALL);
    }

    public PageRequest(String studyKey, int page, int size, RecordSelection selection) {
        this(studyKey, page, size, ImednetResource.RECORDS, null, selection, false);
    }

    /** A page of a list as these settings want it. */
    public static PageRequest of(ExportSettings settings, String studyKey, ImednetResource resource, int page) {
        return new PageRequest(
                studyKey,
                page,
                settings.imednet().pageSize(),
                resource,
                null,
                settings.of(resource).selection(),
                settings.lists().includeInactive());
    }

    /** The study, of a list that is of one. */
    public String study() {
        return Objects.requireNonNull(studyKey, "The list of studies belongs to no study");
    }

    /** A request for as few records as an answer can have that tells how many there are. */
    public PageRequest ofTotal() {
        return new PageRequest(studyKey, 0, 1, resource, changes, selection, includeInactive);
    }

    /** Whether it asks for changed records only. */
    public boolean isOfChanges() {
        return changes != null;
    }

    /**
     * A request for changed entities, whatever the selection: a record that has left it is one of them. Nor could the
     * two be joined, as the API takes each attribute once and has no parentheses.
     *
     * @param since whole seconds
     */
    public PageRequest changedSince(Instant since) {
        return changed(resource.dateOfChange() + ">=" + since.truncatedTo(ChronoUnit.SECONDS));
    }

    /** A request for the entities with greater ids than this. */
    public PageRequest above(long id) {
        return changed(resource.id() + ">" + id);
    }

    private PageRequest changed(String how) {
        return new PageRequest(studyKey, 0, size, resource, how, RecordSelection.ALL, includeInactive);
    }

    @Override
    public Optional<ImednetResource> exported() {
        return Optional.of(resource);
    }

    @Override
    public String path() {
        return request().path();
    }

    @Override
    public String query() {
        return request().query();
    }

    private ResourceRequest request() {
        return new ResourceRequest(
                resource, studyKey, page, size, filter(), selection.recordDataFilter(), includeInactive);
    }

    @Override
    public List<String> filters() {
        return changes == null ? selection.filters() : List.of();
    }

    /** Of the list of all studies it is only the study's own row that is wanted. */
    private @Nullable String filter() {
        if (!resource.isOfStudy()) {
            return "studyKey==" + value(study()) + (changes == null ? "" : ';' + changes);
        }
        return changes == null ? selection.apiFilter() : changes;
    }

    /** In quotes where it has other than plain characters. */
    private static String value(String text) {
        return text.matches(PLAIN_VALUE) ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** How messages name it. */
    String name() {
        String list = resource == ImednetResource.RECORDS ? "" : "the list " + resource.path() + " of ";
        return "page " + page + " of " + list + (studyKey == null ? "the account" : studyKey);
    }

    @Override
    public Page read(byte[] body, AnswerTime time) {
        return new PageReader().read(body, time, this);
    }

    public PageRequest withPage(int other) {
        return new PageRequest(studyKey, other, size, resource, changes, selection, includeInactive);
    }
}
