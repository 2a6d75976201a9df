package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A sequence as CREATE SEQUENCE defines it.
 *
 * @param next the value that comes next
 */
record Sequence(QualifiedName name, long start, long increment, long next, Properties properties) {

    /**
     * What DuckDB's catalog has no place for; kept in the sequence's DuckDB comment.
     *
     * @param created ISO instant
     * @param comment null for none
     */
    record Properties(String created, boolean ordered, String comment) {

        static Properties now(boolean ordered, String comment) {
            return new Properties(Instant.now().truncatedTo(ChronoUnit.MICROS).toString(), ordered, comment);
        }
    }

    Instant created() {
        return Instant.parse(properties.created());
    }

    /** The values in DuckDB's CREATE SEQUENCE: its own limits would refuse a start at 0, and steps down. */
    static String values(long start, long increment) {
        return " MINVALUE " + Long.MIN_VALUE + " MAXVALUE " + Long.MAX_VALUE + " START " + start + " INCREMENT "
                + increment;
    }

    /** The name of the sequence that {@link #nextValue} asks, as DuckDB's SQL writes it. */
    static String ofNextValue(String call) {
        return call.substring(call.indexOf('\'') + 1, call.lastIndexOf('\'')).replace("''", "'");
    }

    /** A call that answers the next value, in DuckDB's SQL. */
    static String nextValue(String sql) {
        return "nextval(" + SqlText.literal(sql) + ")";
    }
}
