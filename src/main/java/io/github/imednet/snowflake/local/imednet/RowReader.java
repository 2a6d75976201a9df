package io.github.imednet.snowflake.local.imednet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads a few values out of an entity's JSON, and no further than the last of them. */
final class RowReader {

    /** Prefix of the path of an answer in recordData. */
    static final String RECORD_DATA = "recordData.";

    private static final JsonFactory JSON = new JsonFactory();

    private final Set<String> paths;
    private final boolean readsAnswers;

    /** @param paths names of attributes, or {@link #RECORD_DATA} and the name of an answer */
    RowReader(Set<String> paths) {
        this.paths = paths;
        this.readsAnswers = paths.stream().anyMatch(path -> path.startsWith(RECORD_DATA));
    }

    /** @return texts, numbers and booleans by path; what is null, missing, an array or an object is not in it */
    Map<String, Object> read(JsonBuffer entity) throws IOException {
        Map<String, Object> values = new HashMap<>();
        try (JsonParser parser = JSON.createParser(entity.array(), 0, entity.length())) {
            parser.nextToken();
            readObject(parser, "", values, paths.size());
        }
        return values;
    }

    /** Returns how many paths are still to be seen. */
    private int readObject(JsonParser parser, String prefix, Map<String, Object> values, int unseen)
            throws IOException {
        int left = unseen;
        while (left > 0 && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (prefix.isEmpty() && readsAnswers && token == JsonToken.START_OBJECT && name.equals("recordData")) {
                left = readObject(parser, RECORD_DATA, values, left);
                continue;
            }
            if (paths.contains(prefix.isEmpty() ? name : prefix + name)) {
                put(values, prefix + name, parser, token);
                left--;
            }
            parser.skipChildren();
        }
        return left;
    }

    private static void put(Map<String, Object> values, String path, JsonParser parser, JsonToken token)
            throws IOException {
        switch (token) {
            case VALUE_STRING -> values.put(path, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.put(path, parser.getNumberValue());
            case VALUE_TRUE, VALUE_FALSE -> values.put(path, parser.getBooleanValue());
            default -> { }
        }
    }
}
