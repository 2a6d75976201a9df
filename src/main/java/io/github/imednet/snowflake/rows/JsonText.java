package io.github.imednet.snowflake.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.TreeNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Documents as the JSON text that COPY parses. */
public final class JsonText {

    /** A text that is JSON already, as in a column of a CSV file. */
    public record Json(String text) {}

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private final JsonGenerator json;
    private final boolean isDocument;

    private JsonText(JsonGenerator json, boolean isDocument) {
        this.json = json;
        this.isDocument = isDocument;
    }

    /**
     * @throws ValueException also for a number that Snowflake would round: one of more than 38 digits that is not just
     *     what a double means
     */
    public static String of(Object value) {
        if (value instanceof Json json) {
            parse(json.text());
            return json.text();
        }
        return written(value, true);
    }

    /** Whether the value is a document, or has several values. */
    static boolean isJson(Object value) {
        return value instanceof Map<?, ?> || value instanceof Iterable<?> || value instanceof Object[]
                || value instanceof IndexedRecord || value instanceof Json;
    }

    /** For a VARCHAR, which keeps whatever is written. */
    static String asText(Object value) {
        return value instanceof Json json ? json.text() : written(value, false);
    }

    private static String written(Object value, boolean isDocument) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            new JsonText(json, isDocument).write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** An object; a text is taken as JSON, for it cannot be meant otherwise. */
    static String ofObject(Object value) {
        return only(JsonToken.START_OBJECT, value, "no object");
    }

    static String ofArray(Object value) {
        return only(JsonToken.START_ARRAY, value, "no array");
    }

    private static String only(JsonToken start, Object value, String otherwise) {
        String text = value instanceof CharSequence given ? given.toString() : of(value);
        if (value instanceof Json || value instanceof CharSequence ? parse(text) != start : !begins(text, start)) {
            throw new ValueException(otherwise);
        }
        return text;
    }

    private static boolean begins(String text, JsonToken start) {
        return text.startsWith(start.asString());
    }

    /** Reads a JSON text to its end and says with what it begins. */
    private static JsonToken parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            int depth = 0;
            for (JsonToken token = first; token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token.isNumeric()) {
                    requireVariant(parser.getText());
                }
                if (depth == 0) {
                    break;
                }
            }
            if (first != null && parser.nextToken() == null) {
                return first;
            }
        } catch (IOException e) {
            // Its message would quote the text.
            throw new ValueException("no JSON");
        }
        throw new ValueException("no JSON");
    }

    private void write(@Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(entry.getKey() == null ? "null" : Texts.of(entry.getKey()));
                write(entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof IndexedRecord) {
            write(AvroValues.of(((IndexedRecord) value).getSchema(), value));
        } else if (value instanceof TreeNode || value instanceof Path) {
            // Each of Jackson's nodes is an Iterable, a text's an empty one, and a path one of itself.
            throw new ValueException("a value of the class " + value.getClass().getTypeName()
                    + ": give the text, a list or a map that it stands for");
        } else if (value instanceof Iterable<?> items) {
            writeArray(items);
        } else if (value instanceof Object[] items) {
            writeArray(Arrays.asList(items));
        } else if (value instanceof Json raw) {
            json.writeRawValue(raw.text());
        } else {
            writeScalar(value);
        }
    }

    private void writeArray(Iterable<?> items) throws IOException {
        json.writeStartArray();
        for (Object item : items) {
            write(item);
        }
        json.writeEndArray();
    }

    /** JSON has no NaN and no bytes: they become texts, bytes in hexadecimal digits, as in Snowflake. */
    private void writeScalar(Object value) throws IOException {
        if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Double || value instanceof Float) {
            double real = ((Number) value).doubleValue();
            if (Double.isFinite(real)) {
                json.writeNumber(value.toString());
            } else {
                json.writeString(value.toString());
            }
        } else if (Numbers.isWhole(value)) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number) {
            writeDecimal(Numbers.decimal(value));
        } else if (Bytes.isBytes(value)) {
            json.writeString(HexFormat.of().withUpperCase().formatHex(Bytes.of(value)));
        } else {
            json.writeString(Texts.of(value));
        }
    }

    /** Snowflake makes a double of whatever has an exponent. */
    private void writeDecimal(BigDecimal decimal) throws IOException {
        if (isDocument) {
            requireVariant(decimal);
        }
        json.writeNumber(ExactNumbers.isNumber(decimal) ? decimal.toPlainString() : decimal.toString());
    }

    /** An exponent that is beyond an int is beyond all doubles too. */
    private static void requireVariant(String number) {
        try {
            requireVariant(new BigDecimal(number));
        } catch (NumberFormatException e) {
            throw roundedNumber();
        }
    }

    private static void requireVariant(BigDecimal number) {
        if (!ExactNumbers.isVariant(number)) {
            throw roundedNumber();
        }
    }

    private static ValueException roundedNumber() {
        return new ValueException("a number of more than 38 digits in a document, which Snowflake would round: a"
                + " VARCHAR keeps it");
    }
}
