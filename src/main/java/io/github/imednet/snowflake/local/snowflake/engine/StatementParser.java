package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.List;

/** Tells the kinds of statement apart by their first words. */
final class StatementParser {

    private StatementParser() {}

    /** @throws SqlFailure 001003 for what is no statement or none that is supported, 000008 for several at once */
    static Statement parse(String sql) throws SqlFailure {
        Token first = SqlTokens.first(sql);
        // Recognised by the first word alone, as the driver does it: a path may look like a comment.
        if (first.is("PUT") || first.is("GET")) {
            return TransferStatement.parse(sql);
        }
        TokenReader reader = new TokenReader(sql, withoutSemicolons(SqlTokens.of(sql)));
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
                return CopyStatement.parse(reader);
            case "LIST", "LS", "REMOVE", "RM":
                return StageFileStatement.parse(reader);
            case "CREATE":
                return CreateStatement.parse(reader);
            case "ALTER":
                return AlterStatement.parse(reader);
            case "DROP":
                return DropStatement.parse(reader);
            case "SHOW":
                return ShowStatement.parse(reader);
            case "DESCRIBE", "DESC":
                return DescribeStatement.parse(reader);
            case "USE":
                return SessionStatement.use(reader);
            case "BEGIN", "START":
                return SessionStatement.begin(reader);
            case "COMMIT":
                return SessionStatement.commit(reader);
            case "ROLLBACK":
                return SessionStatement.rollback(reader);
            default:
                throw Failures.unexpected(first);
        }
    }

    private static List<Token> withoutSemicolons(List<Token> tokens) throws SqlFailure {
        List<Token> kept = new ArrayList<>(tokens);
        Token end = kept.remove(kept.size() - 1);
        while (!kept.isEmpty() && kept.get(kept.size() - 1).is(";")) {
            kept.remove(kept.size() - 1);
        }
        long further = kept.stream().filter(token -> token.is(";")).count();
        if (further > 0) {
            throw new SqlFailure("000008", "0A000", "Actual statement count " + (further + 1)
                    + " did not match the desired statement count 1.");
        }
        kept.add(end);
        return kept;
    }
}
