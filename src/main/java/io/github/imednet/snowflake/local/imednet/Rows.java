package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The entities of one resource as JSON objects, in stored order; safe for many threads. */
interface Rows {

    int count();

    /** Appends {@code count} entities from position {@code first} on, with commas between them. */
    void write(int first, int count, JsonBuffer out) throws IOException;

    /**
     * What the reader reads out of the entity at this position.
     *
     * @param entity may be written into
     */
    default Map<String, Object> values(int position, RowReader reader, JsonBuffer entity) throws IOException {
        write(position, 1, entity.clear());
        return reader.read(entity);
    }

    /** The attribute, if known, that differs in every entity and grows from each to the next. */
    default Optional<String> ascendingBy() {
        return Optional.empty();
    }
}
