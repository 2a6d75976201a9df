package io.github.imednet.snowflake.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/** The objects of a file of JSON lines (UTF-8), as maps. Numbers keep every digit. */
final class JsonLines implements Iterator<Map<String, Object>>, Closeable {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String name;
    private final MappingIterator<Map<String, Object>> objects;
    private long row;

    JsonLines(Path file) throws IOException {
        this.name = file.getFileName().toString();
        this.objects = MAPPER.readerForMapOf(Object.class).readValues(new Utf8Reader(FileFormat.text(file)));
    }

    @Override
    public boolean hasNext() {
        try {
            return objects.hasNextValue();
        } catch (IOException | RuntimeException e) {
            throw unreadable();
        }
    }

    @Override
    public Map<String, Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            row++;
            if (objects.getParser().currentToken() == JsonToken.START_ARRAY) {
                throw new IngestException(name + " is a JSON array: one object per line is expected");
            }
            return objects.nextValue();
        } catch (IOException e) {
            row--;
            throw unreadable();
        }
    }

    /** Jackson's own message would quote the text. */
    private IngestException unreadable() {
        return new IngestException("Row " + (row + 1) + " of " + name + " is no JSON object with each key once");
    }

    @Override
    public void close() throws IOException {
        objects.close();
    }
}
