package io.github.imednet.snowflake.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an ingestion does with its table. */
public enum IngestMode {
    /** Makes the table; one that is there already is an error. */
    CREATE,
    /** Adds rows to a table that is there. */
    APPEND,
    /** Makes the table anew, in place of one that is there, all at once. */
    REPLACE,
    /** Adds rows to the table, which is made if it is not there. */
    CREATE_APPEND,
    /** Puts rows in place of those that have the same value in one column; the table is made if it is not there. */
    REPLACE_ROWS;

    /** As settings name it: {@code create-append}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether rows come to a table that stays, by INSERT in a transaction. */
    public boolean inserts() {
        return this == APPEND || this == CREATE_APPEND || this == REPLACE_ROWS;
    }

    /** Whether rows that are there go. */
    public boolean replaces() {
        return this == REPLACE || this == REPLACE_ROWS;
    }

    /** What keeps this mode from a table, with the remedy; null if nothing does. */
    public @Nullable String problem(String table, boolean exists) {
        if (exists && this == CREATE) {
            return "The table " + table + " already exists: set ingest.mode to append, create-append, replace or"
                    + " replace-rows, or name another table";
        }
        return !exists && this == APPEND
                ? "The table " + table + " does not exist, or the role cannot see it: create it, or set ingest.mode to"
                        + " create-append"
                : null;
    }

    /** As {@link #key}, in upper case. */
    static Set<String> names() {
        return Arrays.stream(values()).map(mode -> mode.key().toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** The mode of this name; of one that is invalid, and told as such, the first. */
    public static IngestMode named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return names().contains(upper) ? valueOf(upper.replace('-', '_')) : CREATE;
    }
}
