package io.github.imednet.snowflake.views;

import org.jspecify.annotations.Nullable;

/**
 * A variable of a form.
 *
 * @param sequence its place in the form
 * @param name the key of its values in the form's records
 * @param type as the dictionary says it, or null
 * @param label null for none
 */
record DictionaryVariable(long id, long sequence, String name, @Nullable String type, @Nullable String label) {}
