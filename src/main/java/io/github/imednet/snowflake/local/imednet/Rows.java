package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.util.Optional;

/** The entities of one resource as JSON objects, in stored order; safe for many threads. */
interface Rows {

    int count();

    /** Appends {@code count} entities from position {@code first} on, with commas between them. */
    void write(int first, int count, JsonBuffer out) throws IOException;

    /**
     * The first position from this one on whose entity may have been changed at this time or later; the number of
     * entities, or more, if there is none.
     *
     * @param time as entities have it, such as {@code 2024-05-31 12:00:00}
     */
    default int nextChanged(int position, String time) throws IOException {
        return position;
    }

    /** The attribute, if known, that differs in every entity and grows from each to the next. */
    default Optional<String> ascendingBy() {
        return Optional.empty();
    }
}
