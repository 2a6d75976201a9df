package io.github.imednet.snowflake.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.imednet.snowflake.config.SystemErrors;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The objects of a file of JSON lines (UTF-8), as maps; also those of an array. Numbers keep every digit. */
final class JsonLines implements Iterator<Map<String, Object>>, Closeable {

    /** Reads the object that a parser is at. */
    private interface Reading {
        Map<String, Object> of(JsonParser parser) throws IOException;
    }

    private static final int DEEPEST = 1_000;
    private static final int LONGEST_TEXT = 128 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ObjectReader OBJECT = MAPPER.readerForMapOf(Object.class);
    private static final ObjectReader VALUE = MAPPER.readerFor(Object.class);

    private final String name;
    private final JsonParser parser;
    private boolean inArray;
    private long row;

    JsonLines(Path file) throws IOException {
        this.name = file.getFileName().toString();
        this.parser = MAPPER.createParser(FileFormat.characters(file));
    }

    @Override
    public boolean hasNext() {
        try {
            if (!parser.hasCurrentToken()) {
                advance();
            }
            return parser.hasCurrentToken();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Map<String, Object> next() {
        return read(OBJECT::readValue);
    }

    /** The next object, with null for the values of the other keys, which are passed over. */
    Map<String, Object> next(Predicate<String> isWanted) {
        return read(object -> wanted(object, isWanted));
    }

    private static Map<String, Object> wanted(JsonParser parser, Predicate<String> isWanted) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            if (isWanted.test(key)) {
                object.put(key, VALUE.readValue(parser));
            } else {
                parser.skipChildren();
                object.put(key, null);
            }
        }
        return object;
    }

    private Map<String, Object> read(Reading reading) {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        requireObject();
        try {
            Map<String, Object> object = reading.of(parser);
            parser.clearCurrentToken();
            if (object.containsKey("")) {
                throw problem("has an empty key, which cannot be the name of a column", null);
            }
            row++;
            return object;
        } catch (NumberFormatException e) { // Jackson's, which has the number in its message
            throw problem("has a number whose exponent has more digits than can be read: write it as a text", null);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void advance() throws IOException {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.END_ARRAY || token == JsonToken.START_ARRAY && !inArray) {
            inArray = token == JsonToken.START_ARRAY;
            token = parser.nextToken();
        }
    }

    private void requireObject() {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw problem("is a JSON value, not an object: one object per line is expected", null);
        }
    }

    /** Jackson's own message would quote the text, but for that of a limit. */
    private IngestException unreadable(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return problem(
                    String.valueOf(e.getMessage()).contains("nesting depth")
                            ? "is nested more than " + DEEPEST + " levels deep"
                            : "has a name, number or text that is longer than can be read",
                    e);
        }
        if (e instanceof JsonEOFException) {
            return problem("is truncated: the file ends inside of its object", e);
        }
        if (!(e instanceof JsonProcessingException)) {
            return new IngestException(
                    "Row " + (row + 1) + " of " + name + " cannot be read: " + SystemErrors.reason(e), e);
        }
        String message = e instanceof JsonParseException ? String.valueOf(e.getMessage()) : "";
        if (message.startsWith("Duplicate field")) {
            return problem("has the same key twice in an object", e);
        }
        if (message.startsWith("Non-standard token")) {
            return problem("has NaN or Infinity, which JSON does not have: write null, or a text", e);
        }
        return problem("is not valid JSON", e);
    }

    private IngestException problem(String problem, @Nullable IOException cause) {
        JsonLocation place = cause instanceof JsonProcessingException json ? json.getLocation() : null;
        return new IngestException("Row " + (row + 1) + " of " + name + " " + problem
                + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
