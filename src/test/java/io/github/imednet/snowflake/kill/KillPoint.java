package io.github.imednet.snowflake.kill;

import java.util.Locale;

/**
 * A place on the exporter's way.
 *
 * @param step id of a step of the routes, or one of the file operations that {@link KillableFileComponent} names
 * @param hit which execution of the step, from 1
 */
record KillPoint(Moment moment, String step, int hit) {

    enum Moment {
        BEFORE,
        /** A part of the step is done; only file operations can be cut in the middle. */
        AMID,
        AFTER
    }

    /** @param text as {@link #toString} writes it */
    static KillPoint parse(String text) {
        String[] parts = text.split(" ");
        return new KillPoint(Moment.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1], Integer.parseInt(parts[2]));
    }

    /** Such as {@code before copy-into-table 1}. */
    @Override
    public String toString() {
        return moment.name().toLowerCase(Locale.ROOT) + ' ' + step + ' ' + hit;
    }
}
