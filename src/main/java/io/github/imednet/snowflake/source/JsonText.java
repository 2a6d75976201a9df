package io.github.imednet.snowflake.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Looks for what JSON's escapes can say and neither UTF-8 nor Snowflake's texts can surely hold: NUL, and halves of
 * surrogate pairs.
 */
final class JsonText {

    private JsonText() {}

    /**
     * Whether the bytes are UTF-8 in the strict sense, as Snowflake takes it from a file: the JSON parser lets
     * encodings pass that are longer than need be, and code points that there are not.
     */
    static boolean isUtf8(byte[] json) {
        if (!hasAny(json, false)) {
            return true;
        }
        ByteBuffer bytes = ByteBuffer.wrap(json);
        CharBuffer characters = CharBuffer.allocate(8192);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result;
        do {
            result = decoder.decode(bytes, characters.clear(), true);
        } while (result.isOverflow());
        return !result.isError();
    }

    static boolean hasEscapes(byte[] json) {
        return hasAny(json, true);
    }

    /** Whether there is a backslash, or else a byte beyond ASCII; looks at eight bytes at a time. */
    private static boolean hasAny(byte[] json, boolean backslash) {
        ByteBuffer words = ByteBuffer.wrap(json);
        long found = 0;
        int i = 0;
        for (; i + 8 <= json.length; i += 8) {
            long word = words.getLong(i);
            long zeroAtBackslash = word ^ 0x5C5C5C5C5C5C5C5CL;
            found |= backslash ? (zeroAtBackslash - 0x0101010101010101L) & ~zeroAtBackslash : word;
        }
        for (; i < json.length; i++) {
            found |= backslash ? (json[i] == '\\' ? 0x80 : 0) : json[i];
        }
        return (found & 0x8080808080808080L) != 0;
    }

    /** Whether all texts in a piece of JSON are whole, so that they can be texts elsewhere. */
    static boolean isWhole(byte[] json, int start, int end) {
        for (int i = start; i < end; i++) {
            if (json[i] == '\\') {
                i++;
                if (json[i] == 'u') {
                    char unit = unit(json, i + 1);
                    i += 4;
                    if (Character.isHighSurrogate(unit) && isLowSurrogate(json, i + 1, end)) {
                        i += 6;
                    } else if (unit == 0 || Character.isSurrogate(unit)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** The same of a text that was read. */
    static boolean isWhole(char[] text, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (text[i] == 0) {
                return false;
            }
            if (Character.isSurrogate(text[i])) {
                boolean pair = i + 1 < start + length && Character.isSurrogatePair(text[i], text[i + 1]);
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text, with what keeps it from being whole written as JSON escapes it: {@code \}{@code u0000}. */
    static String spelledOut(String text) {
        if (isWhole(text.toCharArray(), 0, text.length())) {
            return text;
        }
        StringBuilder whole = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point == 0 || point <= Character.MAX_VALUE && Character.isSurrogate((char) point)) {
                whole.append(String.format("\\u%04x", point));
            } else {
                whole.appendCodePoint(point);
            }
        });
        return whole.toString();
    }

    private static boolean isLowSurrogate(byte[] json, int at, int end) {
        return at + 6 <= end && json[at] == '\\' && json[at + 1] == 'u' && Character.isLowSurrogate(unit(json, at + 2));
    }

    private static char unit(byte[] json, int at) {
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            unit = 16 * unit + Character.digit(json[i], 16);
        }
        return (char) unit;
    }
}
