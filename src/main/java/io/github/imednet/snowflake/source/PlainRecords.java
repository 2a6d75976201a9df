package io.github.imednet.snowflake.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer in one pass over its bytes, as far as it is {@linkplain PlainJson plain}; a record that is not is
 * read by {@link RecordReader}, whose records are the same.
 */
final class PlainRecords {

    private final byte[] body;
    private final @Nullable String studyKey;
    private final PlainJson json;
    private final PlainRecordReader reader;
    private final List<GenericRecord> records = new ArrayList<>();
    private boolean hasData;
    @SuppressWarnings("NullAway.Init") // null until it was read, and never of what read gives
    private byte[] pagination;

    private PlainRecords(byte[] body, @Nullable String studyKey) {
        this.body = body;
        this.studyKey = studyKey;
        this.json = new PlainJson(body);
        this.reader = new PlainRecordReader(json, body, studyKey);
    }

    /**
     * @return null if the answer is to be read in another way, which also tells what is wrong with one that is invalid
     */
    static @Nullable PlainRecords read(byte[] body, @Nullable String studyKey) {
        PlainRecords plain = new PlainRecords(body, studyKey);
        try {
            return plain.readAnswer() && plain.hasData && plain.pagination != null ? plain : null;
        } catch (IOException e) {
            return null; // it is read again from its beginning, and fails there with what was read until then
        }
    }

    List<GenericRecord> records() {
        return records;
    }

    /** The answer's object {@code pagination}. */
    byte[] pagination() {
        return pagination;
    }

    private boolean readAnswer() throws IOException {
        int place = json.space(0);
        if (json.at(place) != '{') {
            return false;
        }
        do {
            int start = json.space(place + 1);
            int end = json.name(start);
            if (end == PlainJson.NOT_PLAIN) {
                return false;
            }
            place = readField(new String(body, start + 1, end - start - 2, StandardCharsets.UTF_8),
                    json.colon(end));
            if (place == PlainJson.NOT_PLAIN) {
                return false;
            }
            place = json.space(place);
        } while (json.at(place) == ',');
        return json.at(place) == '}' && json.space(place + 1) == body.length;
    }

    private int readField(String field, int start) throws IOException {
        json.forgetNames();
        if (field.equals("data") && json.at(start) == '[' && !hasData) {
            hasData = true;
            return readRecords(start);
        }
        int end = json.value(start);
        if (end != PlainJson.NOT_PLAIN && field.equals("pagination")) {
            boolean second = pagination != null;
            pagination = Arrays.copyOfRange(body, start, end);
            return second || json.at(start) != '{' ? PlainJson.NOT_PLAIN : end;
        }
        return field.equals("data") ? PlainJson.NOT_PLAIN : end;
    }

    private int readRecords(int start) throws IOException {
        int place = json.space(start + 1);
        if (json.at(place) == ']') {
            return place + 1;
        }
        while (json.at(place) == '{') {
            place = json.space(readRecord(place));
            if (json.at(place) != ',') {
                return json.at(place) == ']' ? place + 1 : PlainJson.NOT_PLAIN;
            }
            place = json.space(place + 1);
        }
        return PlainJson.NOT_PLAIN;
    }

    private int readRecord(int start) throws IOException {
        GenericRecord record = reader.read(start);
        if (record != null) {
            records.add(record);
            return reader.end();
        }
        try (JsonParser parser = ApiJson.FACTORY.createParser(body, start, body.length - start)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            records.add(new RecordReader(parser, body, start, studyKey).read());
            int end = start + (int) parser.currentLocation().getByteOffset();
            if (!JsonText.isUtf8(Arrays.copyOfRange(body, start, end))) {
                throw new IOException("not UTF-8");
            }
            return end;
        }
    }
}
