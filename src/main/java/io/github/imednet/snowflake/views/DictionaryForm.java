package io.github.imednet.snowflake.views;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form of a study.
 *
 * @param name null for none
 * @param variables by their ids; no two of one name
 */
record DictionaryForm(long id, String key, @Nullable String name, List<DictionaryVariable> variables) {}
