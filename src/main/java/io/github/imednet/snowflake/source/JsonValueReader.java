package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.util.Utf8;

/**
 * Takes JSON values as the bytes that they came as, and tells whether a VARIANT of Snowflake's holds them as they are.
 * Snowflake documents of PARSE_JSON that it refuses a key that comes twice in an object, and that numbers keep their
 * digits up to 38 of them and without an exponent, else those of a double. Of NUL, halves of surrogate pairs and deep
 * nesting it says nothing, so they count as not held.
 */
final class JsonValueReader {

    private static final int DEEPEST_HELD = 100;
    private static final int MOST_DIGITS = 38;
    private static final int MOST_DIGITS_OF_DOUBLE = 15;
    private static final int GREATEST_EXPONENT = 290;
    private static final int LARGE_SET = 256;

    private final JsonParser parser;
    private final byte[] source;
    private final int begin;
    private final boolean escapes;
    private final List<Set<String>> namesByDepth = new ArrayList<>();

    /** @param source the bytes that the parser reads */
    JsonValueReader(JsonParser parser, byte[] source) {
        this(parser, source, 0, JsonText.hasEscapes(source));
    }

    /** @param begin where in the source the parser began to read */
    JsonValueReader(JsonParser parser, byte[] source, int begin) {
        this(parser, source, begin, true);
    }

    private JsonValueReader(JsonParser parser, byte[] source, int begin, boolean escapes) {
        this.parser = parser;
        this.source = source;
        this.begin = begin;
        this.escapes = escapes;
    }

    /** The value that the parser is at the beginning of; it ends up on the value's last token. */
    JsonValue read() throws IOException {
        boolean object = parser.currentToken() == JsonToken.START_OBJECT;
        int start = begin + offset(parser.currentTokenLocation().getByteOffset());
        parser.finishToken();
        boolean held = walk();
        int end = begin + offset(parser.currentLocation().getByteOffset());
        held &= !escapes || JsonText.isWhole(source, start, end);
        byte[] value = new byte[end - start];
        System.arraycopy(source, start, value, 0, value.length);
        return new JsonValue(new Utf8(value), held, object);
    }

    private boolean walk() throws IOException {
        boolean held = true;
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (true) {
            if (token == null) {
                throw new IOException("no end of a value");
            }
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    depth++;
                    held &= depth <= DEEPEST_HELD;
                    if (held && token == JsonToken.START_OBJECT) {
                        beginNames(depth);
                    }
                }
                case END_OBJECT, END_ARRAY -> depth--;
                case FIELD_NAME -> held = held && namesByDepth.get(depth).add(parser.currentName());
                case VALUE_NUMBER_INT -> held = held && parser.getTextLength() <= MOST_DIGITS;
                case VALUE_NUMBER_FLOAT -> held = held && isHeld(parser.getText());
                default -> { }
            }
            if (depth == 0) {
                return held;
            }
            token = parser.nextToken();
        }
    }

    private void beginNames(int depth) {
        while (namesByDepth.size() <= depth) {
            namesByDepth.add(new HashSet<>());
        }
        if (namesByDepth.get(depth).size() > LARGE_SET) {
            namesByDepth.set(depth, new HashSet<>());
        } else {
            namesByDepth.get(depth).clear();
        }
    }

    /** A number with a point or an exponent. */
    private static boolean isHeld(String number) {
        int mark = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (mark < 0) {
            return number.length() <= MOST_DIGITS;
        }
        boolean digits = mark <= MOST_DIGITS_OF_DOUBLE;
        String exponent = number.substring(number.charAt(mark + 1) == '+' ? mark + 2 : mark + 1);
        return digits && exponent.length() <= 4 && Math.abs(Integer.parseInt(exponent)) <= GREATEST_EXPONENT;
    }

    private static int offset(long byteOffset) throws IOException {
        if (byteOffset < 0) {
            throw new IOException("not UTF-8");
        }
        return (int) byteOffset;
    }
}
