package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a statement's tokens as the session's parameters want it: TIMESTAMP is the type of TIMESTAMP_TYPE_MAPPING, and
 * names in double quotes are upper case where QUOTED_IDENTIFIERS_IGNORE_CASE says so.
 */
final class SessionSyntax {

    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]|\"\")*\"");
    private static final Set<String> BEFORE_COLUMN = Set.of("(", ",", "ADD", "COLUMN", "EXISTS");
    private static final Set<String> BEFORE_NAME_IN_STRING = Set.of("(", "FROM", "INTO", "LIST", "LS", "REMOVE", "RM");

    private final List<Token> tokens;
    private final List<Token> read = new ArrayList<>();

    private SessionSyntax(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Token> read(List<Token> tokens, SessionParameters parameters) throws SqlFailure {
        SessionSyntax syntax = new SessionSyntax(tokens);
        String timestamp = parameters.get("TIMESTAMP_TYPE_MAPPING");
        boolean ignoreCase = parameters.isTrue("QUOTED_IDENTIFIERS_IGNORE_CASE");
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (!timestamp.equals("TIMESTAMP_NTZ")) {
                token = syntax.mapped(token, i, timestamp);
            }
            syntax.read.add(ignoreCase ? syntax.upper(token, i) : token);
        }
        return syntax.read;
    }

    /** The same for the text of PUT or GET, which is no SQL but for the stage's name. */
    static String stage(String reference, SessionParameters parameters) {
        return parameters.isTrue("QUOTED_IDENTIFIERS_IGNORE_CASE") ? upperQuoted(reference) : reference;
    }

    private Token mapped(Token token, int at, String timestamp) {
        if (token.is("TO_TIMESTAMP") && after(at, 1).is("(")) {
            return with(token, "TO_" + timestamp);
        }
        if (token.is("TRY_TO_TIMESTAMP") && after(at, 1).is("(")) {
            return with(token, "TRY_TO_" + timestamp);
        }
        boolean type = token.is("TIMESTAMP") && (before(at, 1).is("::") || inCast(at) || isColumnType(at)
                || after(at, 1).kind() == Token.Kind.STRING);
        // TIMESTAMP WITH TIME ZONE says which one it is
        boolean plain = !after(at, 1).is("WITH") && !after(at, 1).is("WITHOUT");
        return type && plain ? with(token, timestamp) : token;
    }

    /** Whether the token is the type in {@code CAST(x AS type)}. */
    private boolean inCast(int at) {
        int depth = 0;
        for (int i = at - 1; before(at, 1).is("AS") && i > 0; i--) {
            depth += tokens.get(i).is(")") ? 1 : tokens.get(i).is("(") ? -1 : 0;
            if (depth < 0) {
                return before(i, 1).is("CAST") || before(i, 1).is("TRY_CAST");
            }
        }
        return false;
    }

    /** Whether the token is the type of a column that CREATE TABLE or ALTER TABLE names. */
    private boolean isColumnType(int at) {
        Token first = tokens.get(0);
        if (!first.is("CREATE") && !first.is("ALTER")) {
            return false;
        }
        boolean definesColumns = tokens.subList(0, at).stream().noneMatch(token -> token.is("AS"));
        boolean column = before(at, 1).isIdentifier() && BEFORE_COLUMN.contains(before(at, 2).text());
        return definesColumns && (column || before(at, 1).is("TYPE"));
    }

    private Token upper(Token token, int at) throws SqlFailure {
        boolean nameInString = token.kind() == Token.Kind.STRING && (before(at, 2).is("IDENTIFIER")
                || token.text().startsWith("@") && BEFORE_NAME_IN_STRING.contains(before(at, 1).text()));
        if (token.kind() == Token.Kind.STAGE || nameInString) {
            return with(token, upperQuoted(token.text()));
        }
        if (token.kind() != Token.Kind.QUOTED) {
            return token;
        }
        String upper = token.text().toUpperCase(Locale.ROOT);
        if (before(at, 1).is(":") && !upper.equals(token.text())) {
            throw Failures.unsupported("A VARIANT's element in double quotes, while QUOTED_IDENTIFIERS_IGNORE_CASE is"
                    + " TRUE,");
        }
        return with(token, upper);
    }

    private static String upperQuoted(String text) {
        return QUOTED.matcher(text).replaceAll(name -> Matcher.quoteReplacement(
                name.group().toUpperCase(Locale.ROOT)));
    }

    private Token before(int at, int distance) {
        return at < distance ? new Token(Token.Kind.END, "", 0, 0) : tokens.get(at - distance);
    }

    private Token after(int at, int distance) {
        return tokens.get(Math.min(at + distance, tokens.size() - 1));
    }

    private static Token with(Token token, String text) {
        return new Token(token.kind(), text, token.start(), token.end());
    }
}
