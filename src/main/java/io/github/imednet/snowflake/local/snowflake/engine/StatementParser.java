package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells the kinds of statement apart by their first words. */
final class StatementParser {

    private static final Set<String> WITH_BINDS =
            Set.of("SELECT", "WITH", "VALUES", "(", "INSERT", "UPDATE", "DELETE", "MERGE");

    /** Those that Snowflake has and this server has not. */
    private static final Set<String> OF_SNOWFLAKE = Set.of("CALL", "DECLARE", "EXECUTE", "EXPLAIN", "GRANT",
            "REVOKE", "UNDROP");

    private StatementParser() {}

    /**
     * @param bindings of the statement's binds; those that become part of its text are taken out
     * @throws SqlFailure 001003 for what is no statement or none that is supported, 000008 for several at once
     */
    static Statement parse(
            String sql, SessionParameters parameters, SessionVariables variables, List<Binding> bindings)
            throws SqlFailure {
        Token first = SqlTokens.first(sql);
        // Recognised by the first word alone, as the driver does it: a path may look like a comment.
        if (first.is("PUT") || first.is("GET")) {
            return TransferStatement.parse(sql, parameters, bindings);
        }
        List<Token> tokens = withoutSemicolons(SqlTokens.of(sql), parameters.number("MULTI_STATEMENT_COUNT"));
        tokens = variables.apply(tokens);
        tokens = NamedBinds.apply(tokens, bindings);
        tokens = BoundTexts.apply(tokens, bindings, !WITH_BINDS.contains(first.text()));
        TokenReader reader = new TokenReader(sql, KeywordNames.read(SessionSyntax.read(tokens, parameters)));
        switch (first.kind() == Token.Kind.WORD || first.is("(") ? first.text() : "") {
            case "SELECT", "WITH", "VALUES", "(":
                return new QueryStatement(sql, reader.rest());
            case "INSERT":
                return DmlStatement.insert(reader);
            case "UPDATE":
                return DmlStatement.update(reader);
            case "DELETE":
                return DmlStatement.delete(reader);
            case "MERGE":
                return MergeStatement.parse(reader);
            case "TRUNCATE":
                return TruncateStatement.parse(reader);
            case "COPY":
                return UnloadStatement.follows(reader) ? UnloadStatement.parse(reader) : CopyStatement.parse(reader);
            case "LIST", "LS", "REMOVE", "RM":
                return StageFileStatement.parse(reader);
            case "CREATE":
                return CreateStatement.parse(reader);
            case "ALTER":
                return AlterStatement.parse(reader);
            case "DROP":
                return DropStatement.parse(reader);
            case "COMMENT":
                return CommentStatement.parse(reader);
            case "SHOW":
                return ShowStatement.parse(reader);
            case "DESCRIBE", "DESC":
                return DescribeStatement.parse(reader);
            case "USE":
                return SessionStatement.use(reader);
            case "SET":
                return SetStatement.parse(reader);
            case "UNSET":
                return SetStatement.unset(reader);
            case "BEGIN", "START":
                return SessionStatement.begin(reader);
            case "COMMIT":
                return SessionStatement.commit(reader);
            case "ROLLBACK":
                return SessionStatement.rollback(reader);
            default:
                throw OF_SNOWFLAKE.contains(first.text())
                        ? Failures.unsupported("The statement " + first.text())
                        : Failures.unexpected(first);
        }
    }

    /**
     * The statements between the semicolons.
     *
     * @param expected how many there must be, if they are several; 0 for any number
     */
    static List<EngineSession.Part> split(String sql, long expected) throws SqlFailure {
        Token first = SqlTokens.first(sql);
        if (sql.indexOf(';') < 0 || first.is("PUT") || first.is("GET")) {
            return List.of(new EngineSession.Part(sql, 0));
        }
        List<EngineSession.Part> parts = new ArrayList<>();
        List<Token> part = new ArrayList<>();
        for (Token token : SqlTokens.of(sql)) {
            if (!token.is(";") && token.kind() != Token.Kind.END) {
                part.add(token);
            } else if (!part.isEmpty()) {
                parts.add(new EngineSession.Part(
                        sql.substring(part.get(0).start(), part.get(part.size() - 1).end()), Bindings.count(part)));
                part.clear();
            }
        }
        if (parts.size() > 1 && expected != 0 && parts.size() != expected) {
            throw differentCount(parts.size(), expected);
        }
        return parts;
    }

    private static SqlFailure differentCount(long count, long expected) {
        return new SqlFailure("000008", "0A000", "Actual statement count " + count
                + " did not match the desired statement count " + expected + ".");
    }

    /** @param expected how many statements there must be; 0 for any number */
    private static List<Token> withoutSemicolons(List<Token> tokens, long expected) throws SqlFailure {
        List<Token> kept = new ArrayList<>(tokens);
        Token end = kept.remove(kept.size() - 1);
        while (!kept.isEmpty() && kept.get(kept.size() - 1).is(";")) {
            kept.remove(kept.size() - 1);
        }
        long count = 1 + kept.stream().filter(token -> token.is(";")).count();
        if (expected != 0 && count != expected) {
            throw differentCount(count, expected);
        }
        if (count > 1) {
            throw Failures.unsupported("More than one statement at a time");
        }
        kept.add(end);
        return kept;
    }
}
