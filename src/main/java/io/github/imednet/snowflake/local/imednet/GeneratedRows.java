package io.github.imednet.snowflake.local.imednet;

import java.util.Optional;

/** Entities that are made when they are asked for, ascending by their id. */
final class GeneratedRows implements Rows {

    /** Writes the entity at a position; safe for many threads. */
    interface Generator {

        void write(int position, JsonBuffer out);

        /** As {@link Rows#nextChanged}. */
        default int nextChanged(int position, String time) {
            return position;
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
    public int nextChanged(int position, String time) {
        return generator.nextChanged(position, time);
    }

    @Override
    public Optional<String> ascendingBy() {
        return Optional.of(id);
    }
}
