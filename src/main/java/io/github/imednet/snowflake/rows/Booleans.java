package io.github.imednet.snowflake.rows;

import java.util.Locale;

/** Truth values in the forms that Snowflake's conversion to BOOLEAN takes. */
final class Booleans {

    private Booleans() {}

    static boolean of(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof CharSequence) {
            return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
                case "true", "t", "yes", "y", "on", "1" -> true;
                case "false", "f", "no", "n", "off", "0" -> false;
                default -> throw new ValueException("neither true nor false");
            };
        }
        if (value instanceof Number number && !(value instanceof Double) && !(value instanceof Float)) {
            return switch (number.toString()) {
                case "1" -> true;
                case "0" -> false;
                default -> throw new ValueException("neither true nor false, nor 1 or 0");
            };
        }
        throw new ValueException("neither true nor false");
    }
}
