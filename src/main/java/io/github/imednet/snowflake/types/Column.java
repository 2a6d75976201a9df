package io.github.imednet.snowflake.types;


/**
 * A column of a source of rows.
 *
 * @param name as the source has it
 * @param type what it is, or is to be, in Snowflake
 * @param form what is known of the values beyond that
 */
public record Column(String name, ColumnType type, Form form) {

    /** What a source says of values, beyond what Snowflake's type does: it spares room in the file. */
    public enum Form {
        /** Nothing. */
        ANY,
        /** Whole numbers of 64 bits. */
        LONG,
        /** Moments in nanoseconds of 64 bits, which reach from 1677 to 2262. */
        NANOSECONDS,
        /** None but null. */
        NULL
    }

    public Column(String name, ColumnType type) {
        this(name, type, Form.ANY);
    }

    public Column as(ColumnType other) {
        return other.equals(type) ? this : new Column(name, other, other.logical() == type.logical() ? form : Form.ANY);
    }
}
