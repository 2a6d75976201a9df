package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.model.EntityColumn;
import io.github.imednet.snowflake.model.EntityList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The fields that the API documents for the entities of each list; those inside of others with a point. */
final class ApiFields {

    /** What is in the fields that have objects, or lists of them. */
    private static final Map<String, List<String>> INSIDE = Map.of(
            "keywords", List.of("keywordName", "keywordKey", "keywordId", "dateAdded"),
            "forms", List.of("formId", "formKey", "formName"),
            "queryComments", List.of("sequence", "annotationStatus", "user", "comment", "closed", "date"),
            "roles", List.of(
                    "roleId", "communityId", "name", "description", "level", "type", "inactive", "dateCreated",
                    "dateModified"));

    static final String RECORD_DATA = "recordData";

    private static final String STUDY = "studyKey";

    private static final Set<String> VALUES_OF_CODINGS = Set.of("value", "code");

    private ApiFields() {}

    static List<String> of(ImednetResource list) {
        return EntityList.of(list).columns().stream()
                .map(EntityColumn::field)
                .filter(field -> field != null && !field.equals(RECORD_DATA))
                // users are no study's: that column has what was asked for
                .filter(field -> list != ImednetResource.USERS || !field.equals(STUDY))
                .flatMap(field -> INSIDE.containsKey(field)
                        ? INSIDE.get(field).stream().map(inside -> field + '.' + inside)
                        : Stream.of(field))
                .toList();
    }

    /** All names that a rule may give for a field of the list, those of objects that fields are in among them. */
    static List<String> names(ImednetResource list) {
        List<String> names = new ArrayList<>();
        for (String path : of(list)) {
            names.add(path);
            if (path.indexOf('.') > 0) {
                names.add(path.substring(0, path.indexOf('.')));
            }
        }
        if (list == ImednetResource.RECORDS) {
            names.add(RECORD_DATA);
        }
        return names;
    }

    /** Whether the entities of the list name a form. */
    static boolean haveForm(ImednetResource list) {
        return of(list).contains("formKey");
    }

    /** Whether the entities of the list name a variable. Records have values of many. */
    static boolean haveVariable(ImednetResource list) {
        return of(list).contains("variable") || of(list).contains("variableName");
    }

    /** Whether a field of an entity that names a variable has a value of that variable. */
    static boolean isValueOfVariable(ImednetResource list, String path) {
        return list == ImednetResource.CODINGS && VALUES_OF_CODINGS.contains(path);
    }

    /** What a load needs a field for, which can only be kept then; empty for all other fields. */
    static Optional<String> neededFor(ImednetResource list, String path) {
        if (path.equals(STUDY)) {
            return Optional.of("rows are found again by their study");
        }
        if (path.equals(list.id())) {
            return Optional.of("the entities of " + list.path() + " are told apart by it");
        }
        if (list == ImednetResource.RECORDS && path.equals("formKey")) {
            return Optional.of("forms are selected by it, and rules by form decide by it");
        }
        return Optional.empty();
    }
}
