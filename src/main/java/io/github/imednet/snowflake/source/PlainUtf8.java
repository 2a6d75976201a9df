package io.github.imednet.snowflake.source;

/** The bytes of characters beyond ASCII in strict UTF-8 (RFC 3629, section 4). */
final class PlainUtf8 {

    private PlainUtf8() {}

    /** @return the place behind the character, or {@link PlainJson#NOT_PLAIN} if it is ASCII or not well-formed */
    static int character(byte[] bytes, int start) {
        int first = bytes[start] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2
                || first > 0xF4
                || start + length > bytes.length
                || !isSecond(first, bytes[start + 1] & 0xFF)) {
            return PlainJson.NOT_PLAIN;
        }
        for (int place = start + 2; place < start + length; place++) {
            if ((bytes[place] & 0xC0) != 0x80) {
                return PlainJson.NOT_PLAIN;
            }
        }
        return start + length;
    }

    /** Not of longer encodings than need be, halves of surrogate pairs, and what is beyond the last code point. */
    private static boolean isSecond(int first, int second) {
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return second >= least && second <= most;
    }
}
