package io.github.imednet.snowflake.local.snowflake.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A session's variables, which a statement has as {@code $NAME}: constants that are written in their place. */
final class SessionVariables {

    private record Value(DataType type, String text, Instant created, Instant updated) {}

    private final Map<String, Value> values = new TreeMap<>();

    /** @param text as DuckDB casts the value to one, or null */
    void set(String name, DataType type, String text) {
        Instant now = Instant.now();
        Value before = values.get(name);
        values.put(name, new Value(type, text, before == null ? now : before.created(), now));
    }

    void unset(String name) {
        values.remove(name);
    }

    /** SHOW VARIABLES. */
    Listing list(String sessionId) {
        Listing listing = Listing.of(
                "name", "session_id", "created_on", "updated_on", "name", "value", "type", "comment");
        values.forEach((name, value) -> listing.add(
                sessionId, ResultEncoder.timestamp(value.created()), ResultEncoder.timestamp(value.updated()), name,
                value.text(), value.type().column(name, true).type()));
        return listing;
    }

    /**
     * The tokens with values in place of variables.
     *
     * @throws SqlFailure 002211 for a variable that is not set
     */
    List<Token> apply(List<Token> tokens) throws SqlFailure {
        if (tokens.stream().noneMatch(token -> token.kind() == Token.Kind.VARIABLE)) {
            return tokens;
        }
        List<Token> written = new ArrayList<>();
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.VARIABLE) {
                write(token, written);
            } else {
                written.add(token);
            }
        }
        return written;
    }

    private void write(Token variable, List<Token> written) throws SqlFailure {
        Value value = values.get(variable.text());
        if (value == null) {
            throw new SqlFailure(
                    "002211",
                    "02000",
                    "SQL compilation error: error line 1 at position " + variable.start() + "\nSession variable '$"
                            + variable.text() + "' does not exist");
        }
        if (value.text() == null) {
            written.add(variable.as(Token.Kind.WORD, "NULL"));
            return;
        }
        switch (value.type().base()) {
            case NUMBER, FLOAT -> written.add(variable.as(Token.Kind.NUMBER, value.text()));
            case BOOLEAN -> written.add(variable.as(Token.Kind.WORD, value.text().toUpperCase(Locale.ROOT)));
            case VARCHAR -> written.add(variable.as(Token.Kind.STRING, value.text()));
            default -> {
                written.add(variable.as(Token.Kind.STRING, value.text()));
                written.add(variable.as(Token.Kind.OPERATOR, "::"));
                written.add(variable.as(Token.Kind.WORD, value.type().base().toString()));
            }
        }
    }
}
