package io.github.imednet.snowflake.local.snowflake.engine;

/**
 * A result column as Snowflake describes it.
 *
 * @param name as Snowflake shows it: upper case unless it was quoted
 * @param type the logical type in lower case: fixed, real, text, boolean, date, time, timestamp_ntz, timestamp_ltz,
 *     timestamp_tz, variant, object, array, binary
 * @param precision digits of a fixed column, else 0
 * @param scale digits after the point of a fixed column, of the second's fraction of a time or timestamp, else 0
 * @param length characters of a text column, else 0
 */
public record Column(String name, String type, int precision, int scale, long length, boolean nullable) {

    private static final int LONGEST_TEXT_BYTES = 16_777_216;

    /** The most bytes that so many characters take in UTF-8, or that the type allows; of a binary column its length. */
    public long byteLength() {
        return type.equals("binary") ? length : Math.min(4 * length, LONGEST_TEXT_BYTES);
    }

    public static Column text(String name) {
        return new Column(name, "text", 0, 0, 16_777_216, true);
    }

    public static Column number(String name) {
        return new Column(name, "fixed", 38, 0, 0, true);
    }

    /** A moment in time, TIMESTAMP_LTZ. */
    static Column timestamp(String name) {
        return new Column(name, "timestamp_ltz", 0, 9, 0, true);
    }
}
