package io.github.imednet.snowflake.views;

import org.jspecify.annotations.Nullable;

/**
 * What a view has of a variable.
 *
 * @param name of the column
 * @param dateName of the column that has the date of a value where it is whole, or null if there is none
 */
record ViewColumn(DictionaryVariable variable, VariableType type, String name, @Nullable String dateName) {}
