package io.github.imednet.snowflake.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The lists that the iMednet API has, each with the attribute that is its entities' own. */
public enum ImednetResource {
    STUDIES("studies", "studyKey"),
    SITES("sites", "siteId"),
    FORMS("forms", "formId"),
    INTERVALS("intervals", "intervalId"),
    VARIABLES("variables", "variableId"),
    SUBJECTS("subjects", "subjectId"),
    VISITS("visits", "visitId"),
    RECORDS("records", "recordId"),
    RECORD_REVISIONS("recordRevisions", "recordRevisionId"),
    QUERIES("queries", "annotationId"),
    CODINGS("codings", "codingId"),
    USERS("users", "userId");

    private final String path;
    private final String id;

    ImednetResource(String path, String id) {
        this.path = path;
        this.id = id;
    }

    /** The end of its path in the API, by which it is named too: {@code recordRevisions}. */
    public String path() {
        return path;
    }

    /** The attribute that no two entities share. */
    public String id() {
        return id;
    }

    /** Whether it is a study's; the list of studies itself is of none. */
    public boolean isOfStudy() {
        return this != STUDIES;
    }

    static List<String> paths() {
        return Arrays.stream(values()).map(ImednetResource::path).toList();
    }

    static Optional<ImednetResource> named(String path) {
        return Arrays.stream(values()).filter(resource -> resource.path.equals(path)).findFirst();
    }
}
