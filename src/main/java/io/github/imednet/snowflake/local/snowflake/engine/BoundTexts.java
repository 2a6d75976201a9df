package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the values of binds into a statement where DuckDB takes none: names in {@code IDENTIFIER(?)}, ids in
 * {@code RESULT_SCAN(?)}, arguments of table functions ({@code => ?}), and whatever stands in a statement that is
 * neither a query nor DML.
 */
final class BoundTexts {

    private BoundTexts() {}

    /** @param bindings in their order; those that are written are taken out, and without them nothing is */
    static List<Token> apply(List<Token> tokens, List<Binding> bindings, boolean everywhere) {
        List<Token> written = new ArrayList<>(tokens);
        int bind = 0;
        for (int i = 0; i < written.size() && bind < bindings.size(); i++) {
            Token token = written.get(i);
            if (token.kind() != Token.Kind.BIND) {
                continue;
            }
            boolean inName = i > 1 && written.get(i - 1).is("(")
                    && (written.get(i - 2).is("IDENTIFIER") || written.get(i - 2).is("RESULT_SCAN"));
            if (everywhere || inName || i > 0 && written.get(i - 1).is("=>")) {
                written.set(i, literal(token, bindings.remove(bind)));
            } else {
                bind++;
            }
        }
        return written;
    }

    private static Token literal(Token place, Binding binding) {
        boolean number = binding.type().equals("FIXED") || binding.type().equals("REAL");
        String text = binding.values().get(0);
        return text == null
                ? new Token(Token.Kind.WORD, "NULL", place.start(), place.end())
                : new Token(number ? Token.Kind.NUMBER : Token.Kind.STRING, text, place.start(), place.end());
    }
}
