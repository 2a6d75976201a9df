package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.imednet.snowflake.model.RecordColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;

/**
 * Reads one record of the API. JSON values are taken as the bytes that the API sent, so that every key, every digit and
 * every escape arrives as it was. What fits no column is kept in {@link RecordColumn#_UNMAPPED_FIELDS}.
 */
final class RecordReader {

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final String NUMBER = "-?\\d{1,18}";

    private final JsonParser parser;
    private final byte[] source;
    private final Utf8[] texts = new Utf8[RecordColumn.values().length];
    private StringBuilder unmapped;

    /** @param source the bytes that the parser reads */
    RecordReader(JsonParser parser, byte[] source) {
        this.parser = parser;
        this.source = source;
    }

    /** Reads the object that the parser has just entered, to its end. */
    GenericRecord read() throws IOException {
        GenericData.Record record = new GenericData.Record(RecordColumn.schema());
        unmapped = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            RecordColumn column = RecordColumn.ofField(field);
            boolean free = column != null && record.get(column.ordinal()) == null;
            Object value = free && token != JsonToken.VALUE_NULL ? valueOf(column, token) : null;
            if (value != null) {
                record.put(column.ordinal(), value);
            } else if (!free || !isNothing(token)) {
                keepUnmapped(field);
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("no end of a record");
        }
        if (unmapped != null) {
            record.put(RecordColumn._UNMAPPED_FIELDS.ordinal(), new Utf8(unmapped.append('}').toString()));
        }
        return record;
    }

    /** The value for the column, or null if the column cannot hold it. */
    private Object valueOf(RecordColumn column, JsonToken token) throws IOException {
        return switch (column.kind()) {
            case TEXT -> token == JsonToken.VALUE_STRING ? text(column) : json();
            case JSON -> json();
            case NUMBER -> number(token);
            case BOOLEAN -> bool(token);
            case TIMESTAMP -> token == JsonToken.VALUE_STRING ? ApiTimestamp.microseconds(parser.getText()) : null;
        };
    }

    /** The text; the same object as in the record before where that has the same text, as most have in most columns. */
    private Utf8 text(RecordColumn column) throws IOException {
        Utf8 before = texts[column.ordinal()];
        if (before == null || !isText(before)) {
            texts[column.ordinal()] = new Utf8(parser.getText());
        }
        return texts[column.ordinal()];
    }

    /** Whether the parser is at this text; one with other than ASCII characters may go unrecognised. */
    private boolean isText(Utf8 text) throws IOException {
        if (parser.getTextLength() != text.getByteLength()) {
            return false;
        }
        char[] characters = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        byte[] bytes = text.getBytes();
        for (int i = 0; i < text.getByteLength(); i++) {
            if (characters[offset + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Null and, as the API has it in fields that are no texts, the empty text. */
    private boolean isNothing(JsonToken token) throws IOException {
        return token == JsonToken.VALUE_NULL || token == JsonToken.VALUE_STRING && parser.getTextLength() == 0;
    }

    private Long number(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            BigDecimal decimal = parser.getDecimalValue();
            boolean fits = decimal.compareTo(LEAST) >= 0 && decimal.compareTo(MOST) <= 0;
            return fits && decimal.stripTrailingZeros().scale() <= 0 ? (Long) decimal.longValueExact() : null;
        }
        boolean digits = token == JsonToken.VALUE_STRING && parser.getText().matches(NUMBER);
        return digits ? (Long) Long.parseLong(parser.getText()) : null;
    }

    private Boolean bool(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING && parser.getText().matches("(?i)true|false")) {
            return Boolean.valueOf(parser.getText());
        }
        return token.isBoolean() ? (Boolean) (token == JsonToken.VALUE_TRUE) : null;
    }

    /** The current value's own bytes; the parser ends up on its last token. */
    private Utf8 json() throws IOException {
        int start = offset(parser.currentTokenLocation().getByteOffset());
        parser.finishToken();
        parser.skipChildren();
        int end = offset(parser.currentLocation().getByteOffset());
        byte[] value = new byte[end - start];
        System.arraycopy(source, start, value, 0, value.length);
        return new Utf8(value);
    }

    private static int offset(long byteOffset) throws IOException {
        if (byteOffset < 0) {
            throw new IOException("not UTF-8");
        }
        return (int) byteOffset;
    }

    private void keepUnmapped(String field) throws IOException {
        if (unmapped == null) {
            unmapped = new StringBuilder("{");
        } else {
            unmapped.append(',');
        }
        unmapped.append('"').append(JsonStringEncoder.getInstance().quoteAsString(field)).append("\":");
        unmapped.append(new String(json().getBytes(), StandardCharsets.UTF_8));
    }
}
