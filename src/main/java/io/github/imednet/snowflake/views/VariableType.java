package io.github.imednet.snowflake.views;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a view makes of the values of a variable. */
enum VariableType {
    NUMBER,
    DATE,
    DATETIME,
    /** A date of which the day, or the month too, may be unknown: a text, with a date where it is whole. */
    PARTIAL_DATE,
    TEXT;

    /**
     * By the type that the dictionary says, in whatever case. The API documents no list of types, so whatever is
     * unknown or missing is text.
     */
    static VariableType of(@Nullable String variableType) {
        return switch (variableType == null ? "" : variableType.toUpperCase(Locale.ROOT)) {
            case "NUMBER", "INTEGER", "INT", "FLOAT", "DECIMAL" -> NUMBER;
            case "DATE" -> DATE;
            case "DATETIME" -> DATETIME;
            case "PRECISIONDATE" -> PARTIAL_DATE;
            default -> TEXT;
        };
    }

    /** Whether a view has a column of its own for the date of a value. */
    boolean hasDateColumn() {
        return this == DATETIME || this == PARTIAL_DATE;
    }
}
