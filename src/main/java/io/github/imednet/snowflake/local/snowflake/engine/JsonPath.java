package io.github.imednet.snowflake.local.snowflake.engine;

/** A path into a VARIANT, {@code :name.name[0]['name']}, as DuckDB's JSON functions read it. */
final class JsonPath {

    private final StringBuilder path = new StringBuilder("$");

    JsonPath key(String key) throws SqlFailure {
        if (key.contains("\"")) {
            throw Failures.unsupported("A double quote in the name of a VARIANT's element");
        }
        path.append(".\"").append(key).append('"');
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
        return token.kind() == Token.Kind.WORD ? sql.substring(token.start(), token.end()) : token.text();
    }

    boolean isRoot() {
        return path.length() == 1;
    }

    String json(String value) {
        return isRoot() ? value : "json_extract(" + value + ", " + SqlText.literal(path.toString()) + ")";
    }

    String text(String value) {
        return "json_extract_string(" + value + ", " + SqlText.literal(path.toString()) + ")";
    }
}
