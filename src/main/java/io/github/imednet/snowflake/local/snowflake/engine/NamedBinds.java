package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;

/** Makes {@code ?} of {@code :1} and {@code :NAME}, and a value for each of them in their order. */
final class NamedBinds {

    private final List<Binding> given;
    private final List<Binding> ordered = new ArrayList<>();

    private NamedBinds(List<Binding> given) {
        this.given = given;
    }

    /**
     * @param bindings by their numbers, then those with names; afterwards in the order in which the statement has them
     * @throws SqlFailure 002049 for a bind without a value; without any values all may lack one
     */
    static List<Token> apply(List<Token> tokens, List<Binding> bindings) throws SqlFailure {
        NamedBinds binds = new NamedBinds(List.copyOf(bindings));
        List<Token> written = new ArrayList<>();
        boolean named = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (isBind(tokens, i)) {
                i++;
                named = true;
                binds.use(tokens.get(i));
                written.add(new Token(Token.Kind.BIND, "?", token.start(), tokens.get(i).end()));
            } else {
                if (token.kind() == Token.Kind.BIND) {
                    binds.useNext();
                }
                written.add(token);
            }
        }
        if (!named) {
            return tokens;
        }
        bindings.clear();
        bindings.addAll(binds.ordered);
        return written;
    }

    /** Behind a value a colon begins the path to an element of a VARIANT, behind a string its value. */
    private static boolean isBind(List<Token> tokens, int at) {
        if (!tokens.get(at).is(":") || at + 1 >= tokens.size() || tokens.get(at).end() != tokens.get(at + 1).start()) {
            return false;
        }
        Token name = tokens.get(at + 1);
        boolean nameable = name.kind() == Token.Kind.WORD || name.text().matches("[1-9]\\d{0,5}");
        Token before = at == 0 ? name : tokens.get(at - 1);
        boolean afterValue = switch (before.kind()) {
            case OPERATOR -> before.is(")") || before.is("]") || before.is("}");
            case WORD -> !Keywords.isSyntax(before);
            default -> true;
        };
        return nameable && !afterValue;
    }

    private void use(Token name) throws SqlFailure {
        boolean numbered = name.kind() == Token.Kind.NUMBER;
        Binding found = null;
        for (int i = 0; i < given.size() && found == null; i++) {
            boolean meant = numbered
                    ? given.get(i).name() == null && i == Integer.parseInt(name.text()) - 1
                    : name.text().equalsIgnoreCase(given.get(i).name());
            found = meant ? given.get(i) : null;
        }
        add(found, ":" + name.text());
    }

    private void useNext() throws SqlFailure {
        add(ordered.size() < given.size() ? given.get(ordered.size()) : null, "?");
    }

    private void add(Binding found, String name) throws SqlFailure {
        if (found != null) {
            ordered.add(found);
        } else if (!given.isEmpty()) {
            throw new SqlFailure("002049", "42601", "SQL compilation error:\nBind variable " + name + " not set.");
        }
    }
}
