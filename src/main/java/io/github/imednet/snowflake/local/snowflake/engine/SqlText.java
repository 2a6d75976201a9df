package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.Collection;
import java.util.stream.Collectors;

/** Values and names as DuckDB's SQL writes them. */
final class SqlText {

    private SqlText() {}

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string literal, or NULL. */
    static String literal(String value) {
        return value == null ? "NULL" : '\'' + value.replace("'", "''") + '\'';
    }

    /** A list of string literals in brackets. */
    static String list(Collection<?> values) {
        return values.stream().map(value -> literal(value.toString())).collect(Collectors.joining(", ", "[", "]"));
    }
}
