package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.ImednetResource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands.
 *
 * @param list the list of the API
 * @param form key of the form that the entity names, or null where it names none
 * @param variable the variable that the value is of or, outside of a record's data, that the entity names; or null
 * @param path names from the entity down, with points between, such as {@code queryComments.comment}; through arrays
 *     as if they were not there
 */
record FieldPlace(ImednetResource list, @Nullable String form, @Nullable String variable, String path) {

    private static final String DATA = "recordData";

    /** Of a variable in a record's data. */
    static FieldPlace ofVariable(@Nullable String form, String variable) {
        return new FieldPlace(ImednetResource.RECORDS, form, variable, DATA + '.' + variable);
    }

    /** Whether it is a record's data itself. */
    boolean isData() {
        return list == ImednetResource.RECORDS && path.equalsIgnoreCase(DATA);
    }

    /** Whether it is a value that was entered for the variable. */
    boolean isValueOfVariable() {
        return variable != null && (isInData() || ApiFields.isValueOfVariable(list, path));
    }

    /** Whether it is in a record's data. */
    boolean isInData() {
        return list == ImednetResource.RECORDS && path.regionMatches(true, 0, DATA + '.', 0, DATA.length() + 1);
    }

    /** Something in it. */
    FieldPlace below(String name) {
        return isData() ? ofVariable(form, name) : new FieldPlace(list, form, variable, path + '.' + name);
    }

    /** The path, and those of what it is in. A variable's name may have a point and is not cut. */
    List<String> pathAndAround() {
        if (isInData()) {
            return List.of(path, DATA);
        }
        List<String> paths = new ArrayList<>(List.of(path));
        for (int point = path.lastIndexOf('.'); point > 0; point = path.lastIndexOf('.', point - 1)) {
            paths.add(path.substring(0, point));
        }
        return paths;
    }

    /** As people are told of it: names alone. */
    String described() {
        return list.path() + '.' + path + (isInData() && form != null ? " of form " + form : "");
    }
}
