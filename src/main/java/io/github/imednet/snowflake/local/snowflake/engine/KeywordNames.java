package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Finds the names among a statement's keywords: Snowflake reserves END, LIMIT and many others nowhere, so that they
 * name columns and tables wherever no keyword can stand. They are read as if they stood in double quotes.
 */
final class KeywordNames {

    private static final Set<String> NOT_RESERVED = Set.of(("END LIMIT OFFSET FETCH OUTER ASC DESC NULLS OVER PARTITION"
                    + " RANGE PRECEDING UNBOUNDED RECURSIVE WITHIN FILTER MERGE MATCHED DEFAULT INTERVAL ESCAPE WINDOW"
                    + " ROLLUP CUBE SETS EXCLUDE IGNORE RESPECT")
            .split(" "));

    /** Words and operators that a value or a name follows. */
    private static final Set<String> BEFORE_NAME = Set.of(("SELECT DISTINCT WHERE BY HAVING QUALIFY ON AND OR NOT WHEN"
                    + " THEN ELSE CASE SET IN LIKE ILIKE BETWEEN AS FROM JOIN INTO USING UPDATE TABLE VIEW COLUMN TO"
                    + " ( , = < > <= >= <> != + - / % ||")
            .split(" "));

    private static final Set<String> BEFORE_STAR = Set.of("SELECT", "DISTINCT", "ALL", ",", ".", "(");

    private final List<Token> tokens;
    private final List<Token> read = new ArrayList<>();

    /** How many CASE are open, in each of the open parentheses. */
    private final Deque<Integer> cases = new ArrayDeque<>(List.of(0));

    private boolean valuesBefore;

    private KeywordNames(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Token> read(List<Token> tokens) {
        KeywordNames names = new KeywordNames(tokens);
        for (int at = 0; at < tokens.size(); at++) {
            names.read(at);
        }
        return names.read;
    }

    private void read(int at) {
        Token token = tokens.get(at);
        boolean name = at > 0 && Keywords.isSyntax(token)
                && (isPart(at) || NOT_RESERVED.contains(token.text()) && isName(token, at));
        read.add(name ? token.as(Token.Kind.QUOTED, token.text()) : token);
        if (!name) {
            count(token);
        }
    }

    private void count(Token token) {
        int nesting = Keywords.nesting(token);
        if (nesting > 0) {
            cases.push(0);
        } else if (nesting < 0 && cases.size() > 1) {
            cases.pop();
        } else if (token.is("CASE") || token.is("END")) {
            cases.push(cases.pop() + (token.is("CASE") ? 1 : -1));
        }
        valuesBefore |= token.is("VALUES");
    }

    /** A column after its table, or an element of a VARIANT, which may have any name. */
    private boolean isPart(int at) {
        return before(at, 1).is(".") || before(at, 1).is(":") && before(at, 2).kind() != Token.Kind.STRING;
    }

    private boolean isName(Token token, int at) {
        if (token.is("END") && cases.getFirst() == 0) {
            return true;
        }
        return expectsName(at) && !isKeyword(token, at);
    }

    private boolean expectsName(int at) {
        Token before = before(at, 1);
        return before.is("*")
                ? !BEFORE_STAR.contains(before(at, 2).text())
                : before.kind() != Token.Kind.QUOTED && before.kind() != Token.Kind.STRING
                        && BEFORE_NAME.contains(before.text());
    }

    /** Where a keyword of the language can stand as well as a name. */
    private boolean isKeyword(Token token, int at) {
        Token before = before(at, 1);
        Token after = tokens.get(Math.min(at + 1, tokens.size() - 1));
        return switch (token.text()) {
            case "END" -> false;
            case "DEFAULT" -> before.is("=") || valuesBefore && (before.is("(") || before.is(","));
            case "INTERVAL" -> after.kind() == Token.Kind.STRING;
            case "UNBOUNDED" -> after.is("PRECEDING") || after.is("FOLLOWING");
            case "PARTITION" -> after.is("BY");
            case "RANGE" -> before.is("(") && before(at, 2).is("OVER");
            case "MATCHED" -> cases.getFirst() == 0 && (before.is("WHEN") || before(at, 2).is("WHEN"));
            // OUTER => TRUE is an argument of FLATTEN.
            default -> after.is("(") || after.is("=>");
        };
    }

    /** As it was read: a name is no keyword for what follows it. */
    private Token before(int at, int distance) {
        return at < distance ? new Token(Token.Kind.END, "", 0, 0) : read.get(at - distance);
    }
}
