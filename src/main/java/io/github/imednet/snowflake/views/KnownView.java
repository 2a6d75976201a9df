package io.github.imednet.snowflake.views;

import org.jspecify.annotations.Nullable;

/**
 * A view as the last run left it.
 *
 * @param sha256 of the statement that made it, or null if that was begun and may not have come to its end
 * @param form its form in the dictionary of that run, or null if it is one of a run that did not come to its end
 */
record KnownView(String formKey, String name, @Nullable String sha256, @Nullable DictionaryForm form) {}
