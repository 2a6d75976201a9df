package io.github.imednet.snowflake.views;

import org.jspecify.annotations.Nullable;

/**
 * A view that is to be made, replaced or dropped.
 *
 * @param form its form as the dictionary has it now, or null if the view is dropped
 * @param sql the statement
 * @param sha256 of the statement
 */
public record ViewChange(
        Kind kind,
        String formKey,
        String name,
        @Nullable DictionaryForm form,
        String sql,
        @Nullable String sha256) {

    enum Kind {
        MAKE,
        REPLACE,
        DROP
    }
}
