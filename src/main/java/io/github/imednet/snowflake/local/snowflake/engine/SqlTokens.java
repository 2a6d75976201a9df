package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a statement's text into tokens by Snowflake's rules for identifiers, strings and comments. */
final class SqlTokens {

    private static final List<String> LONG_OPERATORS =
            List.of("::", "=>", "->", "||", "<>", "!=", "<=", ">=", "==", ":=", "**");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    /**
     * The tokens without comments, ended by one of kind END.
     *
     * @throws SqlFailure 001003 for an unclosed quote or comment
     */
    static List<Token> of(String sql) throws SqlFailure {
        SqlTokens tokens = new SqlTokens(sql);
        while (tokens.skipBlanks()) {
            tokens.token();
        }
        tokens.add(Token.Kind.END, "<EOF>", sql.length());
        return List.copyOf(tokens.tokens);
    }

    /** The first token alone: what follows need not make sense. */
    static Token first(String sql) throws SqlFailure {
        SqlTokens tokens = new SqlTokens(sql);
        if (tokens.skipBlanks()) {
            tokens.token();
        } else {
            tokens.add(Token.Kind.END, "<EOF>", sql.length());
        }
        return tokens.tokens.get(0);
    }

    /** Moves to the next token; false at the end of the text. */
    private boolean skipBlanks() throws SqlFailure {
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else if (sql.startsWith("--", at) || sql.startsWith("//", at)) {
                int newline = sql.indexOf('\n', at);
                at = newline < 0 ? sql.length() : newline;
            } else if (sql.startsWith("/*", at)) {
                at = closing("*/", at + 2);
            } else {
                return true;
            }
        }
        return false;
    }

    private void token() throws SqlFailure {
        char c = sql.charAt(at);
        if (isWordStart(c)) {
            int end = wordEnd(at);
            add(Token.Kind.WORD, sql.substring(at, end).toUpperCase(Locale.ROOT), end);
        } else if (c == '"') {
            int end = quotedIdentifierEnd(at);
            add(Token.Kind.QUOTED, sql.substring(at + 1, end - 1).replace("\"\"", "\""), end);
        } else if (c == '\'') {
            string();
        } else if (sql.startsWith("$$", at)) {
            int end = closing("$$", at + 2);
            add(Token.Kind.STRING, sql.substring(at + 2, end - 2), end);
        } else if (isDigit(at) || c == '.' && isDigit(at + 1) && !afterIdentifier()) {
            add(Token.Kind.NUMBER, sql.substring(at, numberEnd(at)), numberEnd(at));
        } else if (c == '$' && isDigit(at + 1)) {
            int end = digitsEnd(at + 1);
            add(Token.Kind.COLUMN_NUMBER, sql.substring(at, end), end);
        } else if (c == '$' && at + 1 < sql.length() && isWordStart(sql.charAt(at + 1))) {
            int end = wordEnd(at + 1);
            add(Token.Kind.VARIABLE, sql.substring(at + 1, end).toUpperCase(Locale.ROOT), end);
        } else if (c == '?') {
            add(Token.Kind.BIND, "?", at + 1);
        } else if (c == '@') {
            int end = stageEnd(at + 1);
            add(Token.Kind.STAGE, sql.substring(at + 1, end), end);
        } else {
            operator();
        }
    }

    private void operator() {
        String operator = LONG_OPERATORS.stream()
                .filter(symbol -> sql.startsWith(symbol, at))
                .findFirst()
                .orElse(sql.substring(at, at + 1));
        add(Token.Kind.OPERATOR, operator, at + operator.length());
    }

    /** Snowflake reads backslash escapes in single quotes. */
    private void string() throws SqlFailure {
        StringBuilder content = new StringBuilder();
        int i = at + 1;
        while (true) {
            if (i >= sql.length()) {
                throw unclosed("string");
            }
            char c = sql.charAt(i);
            if (c == '\'' && sql.startsWith("''", i)) {
                content.append('\'');
                i += 2;
            } else if (c == '\'') {
                add(Token.Kind.STRING, content.toString(), i + 1);
                return;
            } else if (c == '\\' && i + 1 < sql.length()) {
                i = StringEscape.append(sql, i + 1, content);
            } else {
                content.append(c);
                i++;
            }
        }
    }

    private int quotedIdentifierEnd(int start) throws SqlFailure {
        int i = start + 1;
        while (true) {
            int quote = sql.indexOf('"', i);
            if (quote < 0) {
                throw unclosed("quoted identifier");
            }
            if (!sql.startsWith("\"\"", quote)) {
                return quote + 1;
            }
            i = quote + 2;
        }
    }

    /** A stage reference ends at a blank, comma, semicolon or closing parenthesis outside of double quotes. */
    private int stageEnd(int start) throws SqlFailure {
        int i = start;
        while (i < sql.length() && !Character.isWhitespace(sql.charAt(i)) && ",;()".indexOf(sql.charAt(i)) < 0) {
            i = sql.charAt(i) == '"' ? quotedIdentifierEnd(i) : i + 1;
        }
        return i;
    }

    private int closing(String mark, int from) throws SqlFailure {
        int end = sql.indexOf(mark, from);
        if (end < 0) {
            throw unclosed(mark.equals("*/") ? "comment" : "string");
        }
        return end + mark.length();
    }

    private int wordEnd(int start) {
        int i = start;
        while (i < sql.length() && (isWordStart(sql.charAt(i)) || isDigit(i) || sql.charAt(i) == '$')) {
            i++;
        }
        return i;
    }

    private int numberEnd(int start) {
        int i = digitsEnd(start);
        if (i < sql.length() && sql.charAt(i) == '.') {
            i = digitsEnd(i + 1);
        }
        if (i < sql.length() && (sql.charAt(i) == 'e' || sql.charAt(i) == 'E')) {
            int exponent = i + 1;
            if (exponent < sql.length() && (sql.charAt(exponent) == '+' || sql.charAt(exponent) == '-')) {
                exponent++;
            }
            i = isDigit(exponent) ? digitsEnd(exponent) : i;
        }
        return i;
    }

    private int digitsEnd(int start) {
        int i = start;
        while (isDigit(i)) {
            i++;
        }
        return i;
    }

    private boolean afterIdentifier() {
        return !tokens.isEmpty()
                && tokens.get(tokens.size() - 1).end() == at
                && tokens.get(tokens.size() - 1).isIdentifier();
    }

    private boolean isDigit(int index) {
        return index < sql.length() && sql.charAt(index) >= '0' && sql.charAt(index) <= '9';
    }

    private static boolean isWordStart(char c) {
        return c == '_' || Character.isLetter(c);
    }

    private void add(Token.Kind kind, String text, int end) {
        tokens.add(new Token(kind, text, at, end));
        at = end;
    }

    private SqlFailure unclosed(String what) {
        return Failures.syntax("Unclosed " + what + " at position " + at + ".");
    }
}
