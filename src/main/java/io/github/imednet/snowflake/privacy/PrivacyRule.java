package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.ImednetResource;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a policy. What it does not name it does not ask for.
 *
 * @param line of the policy's file, from 1
 * @param lists names of lists, or null for all
 * @param forms keys of forms, or null for all; entities that name no form are not of any
 * @param variables names of variables, or null; then values that were entered for them are meant, or, with fields,
 *     those fields of entities that name one of the variables
 * @param fields paths of fields, each with all that is in it; or null for all
 * @param mask the text that takes a value's place, of MASK only
 */
record PrivacyRule(
        int line,
        @Nullable NamePatterns lists,
        @Nullable NamePatterns forms,
        @Nullable NamePatterns variables,
        @Nullable NamePatterns fields,
        PrivacyAction action,
        @Nullable String mask) {

    boolean matches(FieldPlace place) {
        return isOf(place.list())
                && (forms == null || forms.matches(place.form()))
                && (fields == null || place.pathAndAround().stream().anyMatch(fields::matches))
                && (variables == null || isOfVariable(place));
    }

    boolean isOf(ImednetResource list) {
        return lists == null || lists.matches(list.path());
    }

    /** Whether there may be something in the list that it matches. */
    boolean mayMatchIn(ImednetResource list) {
        return isOf(list)
                && (forms == null || ApiFields.haveForm(list))
                && (variables == null || mayMatchVariableIn(list));
    }

    private boolean mayMatchVariableIn(ImednetResource list) {
        if (list == ImednetResource.RECORDS) {
            return fields == null || fields.mayNamePartsOf(ApiFields.RECORD_DATA);
        }
        return fields == null ? list == ImednetResource.CODINGS : ApiFields.haveVariable(list);
    }

    private boolean isOfVariable(FieldPlace place) {
        return variables != null
                && variables.matches(place.variable())
                && (fields != null || place.isValueOfVariable());
    }

    /** Whether it decides on a field of the records of some form. */
    boolean mayDecideOn(String field) {
        return isOf(ImednetResource.RECORDS)
                && variables == null
                && (fields == null || fields.matches(field));
    }

    /** Whether it may decide on some variable in the data of a form's records. */
    boolean mayDecideOnData(@Nullable String form) {
        return isOf(ImednetResource.RECORDS)
                && (forms == null || forms.matches(form))
                && (fields == null || fields.mayNamePartsOf(ApiFields.RECORD_DATA));
    }
}
