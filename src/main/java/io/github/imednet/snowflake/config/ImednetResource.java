package io.github.imednet.snowflake.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lists that the iMednet API has, each with the attribute that is its entities' own and their date of change. */
public enum ImednetResource {
    STUDIES("studies", "studyKey", "dateModified"),
    SITES("sites", "siteId", "dateModified"),
    FORMS("forms", "formId", "dateModified"),
    INTERVALS("intervals", "intervalId", "dateModified"),
    VARIABLES("variables", "variableId", "dateModified"),
    SUBJECTS("subjects", "subjectId", "dateModified"),
    VISITS("visits", "visitId", "dateModified"),
    RECORDS("records", "recordId", "dateModified"),
    RECORD_REVISIONS("recordRevisions", "recordRevisionId", "dateCreated"),
    QUERIES("queries", "annotationId", "dateModified"),
    CODINGS("codings", "codingId", null),
    USERS("users", "userId", null);

    private final String path;
    private final String id;
    private final @Nullable String dateOfChange;

    ImednetResource(String path, String id, @Nullable String dateOfChange) {
        this.path = path;
        this.id = id;
        this.dateOfChange = dateOfChange;
    }

    /** The end of its path in the API, by which it is named too: {@code recordRevisions}. */
    public String path() {
        return path;
    }

    /** The attribute that no two entities share. */
    public String id() {
        return id;
    }

    /**
     * The attribute that says when an entity was made or changed last, or null where none does: codings have the date
     * of their coding, and none before.
     */
    public @Nullable String dateOfChange() {
        return dateOfChange;
    }

    /** Whether its entities stay as they are, and new ones have greater ids than all before them. */
    public boolean onlyGrows() {
        return this == RECORD_REVISIONS;
    }

    /** Whether it is a study's; the list of studies itself is of none. */
    public boolean isOfStudy() {
        return this != STUDIES;
    }

    static List<String> paths() {
        return Arrays.stream(values()).map(ImednetResource::path).toList();
    }

    /** The list of this name, as {@link #path} has it. */
    public static Optional<ImednetResource> named(String path) {
        return Arrays.stream(values()).filter(resource -> resource.path.equals(path)).findFirst();
    }
}
