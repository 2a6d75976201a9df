package io.github.imednet.snowflake.views;

import org.jspecify.annotations.Nullable;

/**
 * A name that Snowflake would not take as it is without quotes, or that is another's already.
 *
 * @param form key of the form
 * @param variable name of the variable, or null if it is the form itself
 * @param name of the column, or of the view
 */
public record RenamedName(String form, @Nullable String variable, String name) {

    /** As people read it: {@code variable AE.select is the column SELECT_}. */
    @Override
    public String toString() {
        return variable == null
                ? "form " + form + " is the view " + name
                : "variable " + form + '.' + variable + " is the column " + name;
    }
}
