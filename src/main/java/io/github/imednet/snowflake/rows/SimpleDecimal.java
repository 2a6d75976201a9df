package io.github.imednet.snowflake.rows;

/** Decimals of the plain form {@code -12.34} without an object for each, of which large files have very many. */
final class SimpleDecimal {

    static final long NOT_SIMPLE = Long.MIN_VALUE;

    /** Every decimal of so many digits has a double of its own. */
    static final int MOST_DIGITS = 15;

    private SimpleDecimal() {}

    /**
     * Digits before the point times 16 plus digits behind it, or -1 for whatever wants a closer look: more than 15
     * digits, or another form than {@code -12.34} without needless zeros before the point, of which one counts nothing.
     */
    static int digits(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int point = -1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0) {
                point = i;
            } else if (c < '0' || c > '9') {
                return -1;
            }
        }
        int whole = (point < 0 ? text.length() : point) - start;
        int places = point < 0 ? 0 : text.length() - point - 1;
        boolean isPlain = whole > 0 && (point < 0 || places > 0) && whole + places <= MOST_DIGITS;
        if (!isPlain || whole > 1 && text.charAt(start) == '0') {
            return -1;
        }
        return (text.charAt(start) == '0' ? 0 : whole) * 16 + places;
    }

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
