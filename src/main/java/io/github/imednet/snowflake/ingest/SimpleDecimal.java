package io.github.imednet.snowflake.ingest;

/** Decimals of the plain form {@code -12.34} without an object for each, of which large files have very many. */
final class SimpleDecimal {

    static final long NOT_SIMPLE = Long.MIN_VALUE;

    private SimpleDecimal() {}

    /** The number times ten to the scale, or {@link #NOT_SIMPLE} for whatever wants a closer look, errors among it. */
    static long unscaled(String text, int precision, int scale) {
        boolean negative = !text.isEmpty() && text.charAt(0) == '-';
        int fraction = -1;
        long number = 0;
        int digits = 0;
        for (int i = negative ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
                digits++;
                fraction += fraction >= 0 ? 1 : 0;
            } else if (c == '.' && fraction < 0) {
                fraction = 0;
            } else {
                return NOT_SIMPLE;
            }
        }
        int places = Math.max(0, fraction);
        if (digits == 0 || places > scale || digits - places > precision - scale || digits > precision) {
            return NOT_SIMPLE;
        }
        for (int i = places; i < scale; i++) {
            number *= 10;
        }
        return negative ? -number : number;
    }
}
