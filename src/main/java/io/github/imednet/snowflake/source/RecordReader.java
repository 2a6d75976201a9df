package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.model.ColumnKind;
import io.github.imednet.snowflake.model.EntityColumn;
import io.github.imednet.snowflake.model.EntityList;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads one entity of the API: a record, or that of another list. JSON values are taken as the bytes that the API sent,
 * so that every key, every digit and every escape arrives as it was. What fits no column, or became another value to
 * fit, is kept in the column {@code _UNMAPPED_FIELDS}.
 *
 * <p>The column of the study's key always has the key that was asked for: by it the rows of a study are found again. A
 * record that says otherwise keeps what it says among the unmapped fields.
 */
final class RecordReader {

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})");

    /** No number that a column holds needs more characters; converting takes time that grows with their square. */
    private static final int LONGEST_NUMBER = 60;

    private final JsonParser parser;
    private final JsonValueReader values;
    private final @Nullable String studyKey;
    private final @Nullable Utf8 studyKeyText;
    private final EntityList list;
    private final Utf8[] texts;
    private final UnmappedFields unmapped = new UnmappedFields();
    @SuppressWarnings("NullAway.Init") // set by read
    private GenericData.Record record;

    /**
     * @param source the bytes that the parser reads
     * @param studyKey the study that was asked for, or null if none was: then each record says its own
     * @param list the list that it reads entities of
     */
    RecordReader(JsonParser parser, byte[] source, @Nullable String studyKey, EntityList list) {
        this(parser, new JsonValueReader(parser, source), studyKey, list);
    }

    /** @param start where in the source the parser began to read */
    RecordReader(JsonParser parser, byte[] source, int start, @Nullable String studyKey) {
        this(parser, new JsonValueReader(parser, source, start), studyKey, EntityList.of(ImednetResource.RECORDS));
    }

    private RecordReader(JsonParser parser, JsonValueReader values, @Nullable String studyKey, EntityList list) {
        this.list = list;
        this.texts = new Utf8[list.columns().size()];
        this.parser = parser;
        this.values = values;
        this.studyKey = studyKey;
        this.studyKeyText = studyKey == null ? null : new Utf8(studyKey);
    }

    /** Reads the object that the parser has just entered, to its end. */
    GenericRecord read() throws IOException {
        record = new GenericData.Record(list.schema());
        record.put(list.study().ordinal(), studyKeyText);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            readValue(field, list.ofField(field), parser.nextToken());
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("no end of a record");
        }
        record.put(list.unmapped().ordinal(), unmapped.take());
        return record;
    }

    /** The id of the record that is being read, as far as it has come; null if it has not come so far. */
    @Nullable Long currentId() {
        return record != null && record.get(list.key().ordinal()) instanceof Long id ? id : null;
    }

    private void readValue(String field, @Nullable EntityColumn column, JsonToken token) throws IOException {
        if (column == list.study() && studyKey != null && (isNothing(token) || isStudyKey(token))) {
            return;
        }
        boolean isJson = column != null && column.kind() == ColumnKind.JSON;
        // A column is NULL for null, and for a field that is not there: of the data both are told apart.
        boolean isJsonNull = isJson && token == JsonToken.VALUE_NULL;
        if (column == null || record.get(column.ordinal()) != null || isJsonNull) {
            unmapped.add(field, values.read());
        } else if (isJson) {
            putJson(field, column);
        } else if (token != JsonToken.VALUE_NULL) {
            putTyped(field, column, token);
        }
    }

    /** A value that becomes another, or NULL, to be in its column is kept as it came as well. */
    private void putTyped(String field, EntityColumn column, JsonToken token) throws IOException {
        if (column.kind() == ColumnKind.TEXT && token != JsonToken.VALUE_STRING) {
            JsonValue value = values.read();
            record.put(column.ordinal(), value.text());
            unmapped.add(field, value);
            return;
        }
        Object value = valueOf(column, token);
        record.put(column.ordinal(), value);
        if (value == null || !isAsItCame(column, token)) {
            unmapped.add(field, values.read());
        }
    }

    private boolean isAsItCame(EntityColumn column, JsonToken token) throws IOException {
        return switch (column.kind()) {
            case NUMBER -> token == JsonToken.VALUE_NUMBER_INT;
            case BOOLEAN -> token.isBoolean();
            case TIMESTAMP -> ApiTimestamp.isWhole(parser.getText());
            case DATE, TEXT, ID, JSON -> true;
        };
    }

    private void putJson(String field, EntityColumn column) throws IOException {
        JsonValue value = values.read();
        if (value.held()) {
            record.put(column.ordinal(), value.text());
        } else {
            unmapped.add(field, value);
            record.put(column.ordinal(), value.object() ? HeldObject.of(value.text()) : null);
        }
    }

    /** The value for the column, or null if the column cannot hold it. */
    private @Nullable Object valueOf(EntityColumn column, JsonToken token) throws IOException {
        return switch (column.kind()) {
            case TEXT -> text(column);
            case ID -> token == JsonToken.VALUE_STRING ? text(column) : digits(token);
            case DATE -> token == JsonToken.VALUE_STRING ? ApiDate.days(parser.getText()) : null;
            case JSON -> throw new IllegalArgumentException(column + " takes any value");
            case NUMBER -> number(token);
            case BOOLEAN -> bool(token);
            case TIMESTAMP -> token == JsonToken.VALUE_STRING ? ApiTimestamp.microseconds(parser.getText()) : null;
        };
    }

    /**
     * The text; the same object as in the record before where that has the same text, as most have in most columns.
     * Null if it cannot be a text in UTF-8.
     */
    private @Nullable Utf8 text(EntityColumn column) throws IOException {
        Utf8 before = texts[column.ordinal()];
        if (before != null && isText(before)) {
            return before;
        }
        if (!JsonText.isWhole(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
            return null;
        }
        texts[column.ordinal()] = new Utf8(parser.getText());
        return texts[column.ordinal()];
    }

    /** Those of a whole number that came as one. */
    private @Nullable Utf8 digits(JsonToken token) throws IOException {
        return token == JsonToken.VALUE_NUMBER_INT ? new Utf8(parser.getText()) : null;
    }

    private boolean isStudyKey(JsonToken token) throws IOException {
        return token == JsonToken.VALUE_STRING
                && (studyKeyText != null && isText(studyKeyText) || parser.getText().equals(studyKey));
    }

    /** Whether the parser is at this text; one with other than ASCII characters may go unrecognized. */
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

    private @Nullable Long number(JsonToken token) throws IOException {
        if (!token.isScalarValue() || parser.getTextLength() > LONGEST_NUMBER) {
            return null;
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : (Long) parser.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return wholeNumber(parser.getText());
        }
        boolean digits = token == JsonToken.VALUE_STRING && NUMBER.matcher(parser.getText()).matches();
        return digits ? (Long) Long.parseLong(parser.getText()) : null;
    }

    private static @Nullable Long wholeNumber(String text) {
        try {
            BigDecimal decimal = new BigDecimal(text);
            boolean fits = decimal.compareTo(LEAST) >= 0 && decimal.compareTo(MOST) <= 0;
            return fits && decimal.stripTrailingZeros().scale() <= 0 ? (Long) decimal.longValueExact() : null;
        } catch (NumberFormatException e) {
            return null; // an exponent beyond all measure
        }
    }

    private @Nullable Boolean bool(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING && parser.getText().matches("(?i)true|false")) {
            return Boolean.valueOf(parser.getText());
        }
        return token.isBoolean() ? (Boolean) (token == JsonToken.VALUE_TRUE) : null;
    }
}
