package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.ColumnType;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Ref;
import java.sql.SQLXML;
import java.sql.Struct;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.w3c.dom.Node;

/**
 * Texts as UTF-8. What is no text in Unicode is an error, or becomes the replacement character: Java would write a
 * question mark for it.
 */
final class Texts {

    /**
     * Stands for bytes that are not UTF-8 until they are written: half of a surrogate pair, which no valid text has
     * alone. Where it is written column and row are known, and whether it is an error.
     */
    static final char INVALID = '\uDC80';

    /** What stands for an invalid character in a valid text. */
    static final char REPLACEMENT = '\uFFFD';

    /** Classes that write a text of their own which is not the value, but tells of it, or where it is. */
    private static final List<Class<?>> NO_TEXTS = List.of(
            Calendar.class, Buffer.class, Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class,
            Future.class, InputStream.class, Reader.class, Node.class, Blob.class, Clob.class, SQLXML.class,
            Struct.class, Ref.class, Array.class);

    private Texts() {}

    /** The text that the bytes are, with {@link #INVALID} for each sequence of them that is not UTF-8. */
    static String of(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(INVALID));
        try {
            return decoder.decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param most as many characters as the column takes
     * @param replaces whether invalid characters are replaced, each by one
     * @throws ValueException for a text that is too long, or has an invalid character that is not replaced
     */
    static byte[] utf8(Object value, int most, boolean replaces) {
        String text = of(value);
        if (text.length() > most && text.codePointCount(0, text.length()) > most) {
            throw new ValueException("more characters than VARCHAR(" + most + ") has");
        }
        return utf8(text, replaces);
    }

    /** The same of any length. */
    static byte[] utf8(String text, boolean replaces) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!hasQuestionMark(bytes) || isUnicode(text)) {
            return bytes;
        }
        if (!replaces) {
            throw new ValueException("not valid in UTF-8, and ingest.replace-invalid-characters is false");
        }
        return replaced(text).getBytes(StandardCharsets.UTF_8);
    }

    private static String replaced(String text) {
        StringBuilder valid = new StringBuilder(text);
        for (int i = 0; i < valid.length(); i++) {
            if (isPair(valid, i)) {
                i++;
            } else if (Character.isSurrogate(valid.charAt(i))) {
                valid.setCharAt(i, REPLACEMENT);
            }
        }
        return valid.toString();
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

    private static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isPair(text, i)) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPair(CharSequence text, int place) {
        return Character.isHighSurrogate(text.charAt(place)) && place + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(place + 1));
    }

    /** A decimal whose digits fit a NUMBER is written without an exponent, as a NUMBER is. */
    static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (JsonText.isJson(value)) {
            return JsonText.asText(value);
        }
        if (Bytes.isBytes(value)) {
            throw new ValueException("bytes, where text is expected");
        }
        if (value instanceof BigDecimal decimal) {
            boolean fits = Math.abs(decimal.scale()) <= ColumnType.MOST_DIGITS;
            return fits ? decimal.toPlainString() : decimal.toString();
        }
        if (value instanceof Date date) {
            return of(date);
        }
        if (!isText(value)) {
            throw new ValueException("a value of the class " + value.getClass().getTypeName() + ", of which Java's text"
                    + " does not say all: give the text, a number, one of java.time, a list or a map");
        }
        return value.toString();
    }

    /** Whether its class writes a text of its own, which says all of it. */
    private static boolean isText(Object value) {
        return value instanceof CharSequence
                || !(value instanceof Record)
                        && NO_TEXTS.stream().noneMatch(type -> type.isInstance(value))
                        && hasOwnText(value.getClass());
    }

    /** With the milliseconds, and a moment at UTC: its own text has the letters of a zone, which may mean several. */
    private static String of(Date date) {
        if (date instanceof java.sql.Date || date instanceof java.sql.Timestamp) {
            return date.toString();
        }
        if (date instanceof java.sql.Time) {
            return date.getTime() % 1_000 == 0 ? date.toString() : Times.time(date).toString();
        }
        return date.toInstant().toString();
    }

    private static boolean hasOwnText(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Each class has this method", e);
        }
    }
}
