package io.github.imednet.snowflake.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A difference between a study's dictionary and that of the last run.
 *
 * @param form key of the form
 * @param variable name of the variable, or null if it is the form itself
 * @param before type, label or name; null for what is new
 * @param after the same; null for what was removed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DictionaryChange(
        Kind kind, String form, @Nullable String variable, @Nullable String before, @Nullable String after) {

    /** What has changed. */
    public enum Kind {
        FORM_ADDED("added"),
        FORM_REMOVED("removed"),
        FORM_RELABELLED("relabelled"),
        VARIABLE_ADDED("added"),
        VARIABLE_REMOVED("removed"),
        VARIABLE_RETYPED("retyped"),
        VARIABLE_RELABELLED("relabelled");

        private final String verb;

        Kind(String verb) {
            this.verb = verb;
        }

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As people read it: {@code variable AE.aeser retyped from TEXT to NUMBER}. */
    @Override
    public String toString() {
        String what = variable == null ? "form " + form : "variable " + form + '.' + variable;
        String values = before == null || after == null ? "" : " from " + before + " to " + after;
        return what + ' ' + kind.verb + values;
    }
}
