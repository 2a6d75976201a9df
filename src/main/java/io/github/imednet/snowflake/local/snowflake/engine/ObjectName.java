package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.List;

/** A name as it stands in a statement: one to three parts, the last one the object's own. */
record ObjectName(List<String> parts) {

    ObjectName {
        parts = List.copyOf(parts);
    }

    /** Reads a name out of a string, such as {@code DB."My schema".T}. */
    static ObjectName parse(String text) throws SqlFailure {
        TokenReader reader = new TokenReader(text, SqlTokens.of(text));
        if (reader.peek().kind() == Token.Kind.STRING) {
            throw reader.unexpected();
        }
        ObjectName name = reader.objectName();
        reader.expectEnd();
        return name;
    }

    String last() {
        return parts.get(parts.size() - 1);
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
