package io.github.imednet.snowflake.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What an ingestion does with its table. */
public enum IngestMode {
    /** Makes the table; one that is there already is an error. */
    CREATE,
    /** Adds rows to a table that is there. */
    APPEND,
    /** Makes the table anew, in place of one that is there, all at once. */
    REPLACE,
    /** Adds rows to the table, which is made if it is not there. */
    CREATE_APPEND;

    /** As settings name it: {@code create-append}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether rows come to a table that stays, by INSERT. */
    public boolean appends() {
        return this == APPEND || this == CREATE_APPEND;
    }

    /** As {@link #key}, in upper case. */
    static Set<String> names() {
        return Arrays.stream(values()).map(mode -> mode.key().toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** The mode of this name; of one that is invalid, and told as such, the first. */
    static IngestMode named(String name) {
        return names().contains(name) ? valueOf(name.replace('-', '_')) : CREATE;
    }
}
