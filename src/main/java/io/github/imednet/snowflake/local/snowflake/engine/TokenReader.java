package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;

/** Reads a statement's tokens one after another. */
final class TokenReader {

    private final String sql;
    private final List<Token> tokens;
    private int at;

    TokenReader(String sql, List<Token> tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    /** A reader of a part of a statement's tokens. */
    static TokenReader of(String sql, List<Token> part) {
        List<Token> tokens = new ArrayList<>(part);
        int end = part.isEmpty() ? 0 : part.get(part.size() - 1).end();
        tokens.add(new Token(Token.Kind.END, "<EOF>", end, end));
        return new TokenReader(sql, tokens);
    }

    String sql() {
        return sql;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    boolean nextIs(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Consumes the words or operators if they come next. */
    boolean accept(String... words) {
        if (!nextIs(words)) {
            return false;
        }
        at += words.length;
        return true;
    }

    void expect(String... words) throws SqlFailure {
        for (String word : words) {
            if (!accept(word)) {
                throw unexpected();
            }
        }
    }

    void expectEnd() throws SqlFailure {
        if (!atEnd()) {
            throw unexpected();
        }
    }

    SqlFailure unexpected() {
        return Failures.unexpected(peek());
    }

    /** A name as Snowflake stores it: an unquoted one in upper case. */
    String identifier() throws SqlFailure {
        if (!peek().isIdentifier()) {
            throw unexpected();
        }
        return next().text();
    }

    /** A name of one to three parts, also {@code IDENTIFIER('name')} and a name inside single quotes. */
    ObjectName objectName() throws SqlFailure {
        if (nextIs("IDENTIFIER", "(")) {
            accept("IDENTIFIER", "(");
            ObjectName name = ObjectName.parse(string());
            expect(")");
            return name;
        }
        if (peek().kind() == Token.Kind.STRING) {
            return ObjectName.parse(next().text());
        }
        List<String> parts = new ArrayList<>();
        parts.add(identifier());
        while (parts.size() < 3 && accept(".")) {
            // db..name stands for the schema PUBLIC
            parts.add(nextIs(".") ? "PUBLIC" : identifier());
        }
        return new ObjectName(parts);
    }

    String string() throws SqlFailure {
        if (peek().kind() != Token.Kind.STRING) {
            throw unexpected();
        }
        return next().text();
    }

    int number() throws SqlFailure {
        if (peek().kind() != Token.Kind.NUMBER || !peek().text().matches("\\d{1,9}")) {
            throw unexpected();
        }
        return Integer.parseInt(next().text());
    }

    /** An integer that may have a sign before it. */
    long signedNumber() throws SqlFailure {
        String sign = accept("-") ? "-" : "";
        if (peek().kind() != Token.Kind.NUMBER || !peek().text().matches("\\d{1,18}")) {
            throw unexpected();
        }
        return Long.parseLong(sign + next().text());
    }

    /** A stage reference, with or without single quotes. */
    StageReference stage() throws SqlFailure {
        if (!nextIsStage()) {
            throw unexpected();
        }
        Token token = next();
        return StageReference.parse(token.kind() == Token.Kind.STAGE ? token.text() : token.text().substring(1));
    }

    boolean nextIsStage() {
        Token token = peek();
        return token.kind() == Token.Kind.STAGE
                || token.kind() == Token.Kind.STRING && token.text().startsWith("@");
    }

    /** The names in parentheses. */
    List<String> identifierList() throws SqlFailure {
        expect("(");
        List<String> names = new ArrayList<>();
        do {
            names.add(identifier());
        } while (accept(","));
        expect(")");
        return names;
    }

    /** The tokens between the parentheses that come next, which are consumed. */
    List<Token> parenthesised() throws SqlFailure {
        return enclosed("(", ")");
    }

    /** The tokens between the brackets or braces that come next, which are consumed. */
    List<Token> enclosed(String opening, String closing) throws SqlFailure {
        expect(opening);
        int start = at;
        int depth = 1;
        while (depth > 0) {
            if (atEnd()) {
                throw unexpected();
            }
            depth += peek().is(opening) ? 1 : peek().is(closing) ? -1 : 0;
            at++;
        }
        return tokens.subList(start, at - 1);
    }

    /** What stands between the CASE that comes next and its END, both consumed. */
    List<Token> caseBody() throws SqlFailure {
        expect("CASE");
        int start = at;
        int depth = 1;
        while (depth > 0) {
            if (atEnd()) {
                throw unexpected();
            }
            depth += peek().is("CASE") ? 1 : peek().is("END") ? -1 : 0;
            at++;
        }
        return tokens.subList(start, at - 1);
    }

    /** The tokens of groups in parentheses with commas between them, such as the rows of VALUES. */
    List<Token> groups() throws SqlFailure {
        int start = at;
        do {
            parenthesised();
        } while (nextIs(",", "(") && accept(","));
        return tokens.subList(start, at);
    }

    /** All tokens from here to the end, without the closing one. */
    List<Token> rest() {
        List<Token> rest = tokens.subList(at, tokens.size() - 1);
        at = tokens.size() - 1;
        return rest;
    }

    /** Consumes tokens up to one of the words outside of parentheses, or the end. */
    List<Token> until(String... words) {
        int start = at;
        int depth = 0;
        while (!atEnd() && !(depth == 0 && isOneOf(words))) {
            depth += peek().is("(") || peek().is("CASE") ? 1 : peek().is(")") || peek().is("END") ? -1 : 0;
            if (depth < 0) {
                break;
            }
            at++;
        }
        return tokens.subList(start, at);
    }

    private boolean isOneOf(String... words) {
        for (String word : words) {
            if (peek().is(word)) {
                return true;
            }
        }
        return false;
    }
}
