package io.github.imednet.snowflake.local.snowflake.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path into a VARIANT, {@code :name.name[0]['name']}, written as {@code $."name"."name"[0]."name"}. */
final class JsonPath {

    private static final Pattern STEP =
            Pattern.compile("\\.\"((?:[^\"]++|\"\")*+)\"|\\.([^.\\[\"]+)|\\['(.*?)'\\]|\\[(\\d{1,9})\\]");

    /** The path to the whole. */
    private static final String ROOT = "$";

    private static final Pattern PLAIN_KEY = Pattern.compile("\\$\\.\"[^\"*\\\\]+\"");

    private final StringBuilder path = new StringBuilder(ROOT);

    JsonPath key(String key) {
        path.append(".\"").append(key.replace("\"", "\"\"")).append('"');
        return this;
    }

    JsonPath index(String number) {
        path.append('[').append(number).append(']');
        return this;
    }

    /** Reads elements from a text such as {@code a.b[0]}. */
    static JsonPath parse(String text) throws SqlFailure {
        TokenReader reader = new TokenReader(text, SqlTokens.of(text));
        JsonPath path = new JsonPath();
        if (reader.peek().isIdentifier()) {
            path.key(spelling(text, reader.next()));
        }
        path.readRest(reader);
        reader.expectEnd();
        return path;
    }

    /** Reads {@code .name} and {@code [..]} as long as they follow. */
    void readRest(TokenReader reader) throws SqlFailure {
        while (reader.nextIs(".") || reader.nextIs("[")) {
            if (reader.accept(".")) {
                key(name(reader));
            } else {
                reader.expect("[");
                Token token = reader.next();
                switch (token.kind()) {
                    case NUMBER -> index(token.text());
                    case STRING -> key(token.text());
                    default -> throw Failures.unsupported("An element of a VARIANT by a computed index");
                }
                reader.expect("]");
            }
        }
    }

    /** The name of an element: names of elements keep their case without quotes too. */
    static String name(TokenReader reader) throws SqlFailure {
        if (!reader.peek().isIdentifier()) {
            throw reader.unexpected();
        }
        return spelling(reader.sql(), reader.next());
    }

    private static String spelling(String sql, Token token) {
        return token.isBare() ? sql.substring(token.start(), token.end()) : token.text();
    }

    boolean isRoot() {
        return path.length() == 1;
    }

    String json(String value) {
        String function = isPlainKey() ? "member_at" : "element_at";
        return isRoot() ? value : Macros.call(function, value, SqlText.literal(path.toString()));
    }

    String text(String value) {
        return Macros.call(isPlainKey() ? "member_text_at" : "text_at", value, SqlText.literal(path.toString()));
    }

    /** Whether the path is one key and no more, which DuckDB's own functions understand as it is written. */
    private boolean isPlainKey() {
        return PLAIN_KEY.matcher(path).matches();
    }

    /**
     * Goes from a document's beginning to the element at a path.
     *
     * @return whether there is such an element, at whose first token the parser stands then
     */
    static boolean enter(JsonParser document, String path) throws IOException {
        document.nextToken();
        Matcher step = STEP.matcher(path).region(1, path.length());
        while (step.regionStart() < path.length()) {
            if (!step.lookingAt()) {
                throw new IllegalArgumentException("Invalid extraction path '" + path + "'");
            }
            String index = step.group(4);
            if (!(index == null ? enterField(document, name(step)) : enterIndex(document, Integer.parseInt(index)))) {
                return false;
            }
            step.region(step.end(), path.length());
        }
        return true;
    }

    private static String name(Matcher step) {
        if (step.group(1) != null) {
            return step.group(1).replace("\"\"", "\"");
        }
        return step.group(3) == null ? step.group(2) : step.group(3);
    }

    private static boolean enterField(JsonParser document, String name) throws IOException {
        if (!document.hasToken(JsonToken.START_OBJECT)) {
            return false;
        }
        while (document.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = document.currentName().equals(name);
            document.nextToken();
            if (found) {
                return true;
            }
            document.skipChildren();
        }
        return false;
    }

    private static boolean enterIndex(JsonParser document, int index) throws IOException {
        if (!document.hasToken(JsonToken.START_ARRAY)) {
            return false;
        }
        for (int i = 0; document.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i == index) {
                return true;
            }
            document.skipChildren();
        }
        return false;
    }
}
