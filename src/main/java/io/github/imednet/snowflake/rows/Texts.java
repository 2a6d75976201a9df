package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Texts as UTF-8. What is no text in Unicode is an error: Java would write a question mark for it. */
final class Texts {

    private Texts() {}

    /** @param most as many characters as the column takes */
    static byte[] utf8(Object value, int most) {
        String text = of(value);
        if (text.length() > most && text.codePointCount(0, text.length()) > most) {
            throw new ValueException("more characters than VARCHAR(" + most + ") has");
        }
        return utf8(text);
    }

    static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (hasQuestionMark(bytes)) {
            requireUnicode(text);
        }
        return bytes;
    }

    /** Java writes one for half of a surrogate pair. */
    private static boolean hasQuestionMark(byte[] bytes) {
        for (byte value : bytes) {
            if (value == '?') {
                return true;
            }
        }
        return false;
    }

    private static void requireUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new ValueException("not valid in UTF-8");
                }
                i++;
            }
        }
    }

    /** A decimal whose digits fit a NUMBER is written without an exponent, as a NUMBER is. */
    static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Map<?, ?> || value instanceof Iterable<?> || value instanceof JsonText.Json) {
            return JsonText.asText(value);
        }
        if (value instanceof byte[]) {
            throw new ValueException("bytes, where text is expected");
        }
        if (value instanceof BigDecimal decimal) {
            boolean fits = Math.abs(decimal.scale()) <= ColumnType.MOST_DIGITS;
            return fits ? decimal.toPlainString() : decimal.toString();
        }
        return value.toString();
    }
}
