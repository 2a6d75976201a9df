package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Entities that are made when they are asked for, ascending by their id. */
final class GeneratedRows implements Rows {

    /** Writes the entity at a position; safe for many threads. */
    interface Generator {

        void write(int position, JsonBuffer out);

        /** The entity's values at these paths as {@link RowReader} reads them, if they are known without writing it. */
        default Optional<Map<String, Object>> values(int position, Set<String> paths) {
            return Optional.empty();
        }
    }

    private final String id;
    private final int count;
    private final Generator generator;

    GeneratedRows(Resource resource, int count, Generator generator) {
        this.id = resource.id();
        this.count = count;
        this.generator = generator;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void write(int first, int count, JsonBuffer out) {
        for (int position = first; position < first + count; position++) {
            if (position > first) {
                out.raw(',');
            }
            generator.write(position, out);
        }
    }

    @Override
    public Map<String, Object> values(int position, RowReader reader, JsonBuffer entity) throws IOException {
        Optional<Map<String, Object>> known = generator.values(position, reader.paths());
        return known.isPresent() ? known.get() : Rows.super.values(position, reader, entity);
    }

    @Override
    public Optional<String> ascendingBy() {
        return Optional.of(id);
    }
}
