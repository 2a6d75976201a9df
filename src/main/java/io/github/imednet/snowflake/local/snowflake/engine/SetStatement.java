package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * SET of variables of the session.
 *
 * @param names of the variables
 * @param expressions that give their values, one for each
 */
record SetStatement(String sql, List<String> names, List<List<Token>> expressions) implements Statement {

    private static final String EVERY_DIGIT = "YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM";

    private static final Set<DataType.Base> CONSTANTS = EnumSet.complementOf(EnumSet.of(
            DataType.Base.BINARY, DataType.Base.VARIANT, DataType.Base.OBJECT, DataType.Base.ARRAY));

    static SetStatement parse(TokenReader reader) throws SqlFailure {
        reader.expect("SET");
        boolean several = reader.nextIs("(");
        List<String> names = several ? reader.identifierList() : List.of(reader.identifier());
        reader.expect("=");
        List<List<Token>> expressions =
                several ? Rewriter.split(reader.parenthesised()) : List.of(reader.rest());
        reader.expectEnd();
        if (names.size() != expressions.size() || expressions.contains(List.<Token>of())) {
            throw Failures.syntax("SET needs one value for each of its variables.");
        }
        return new SetStatement(reader.sql(), names, expressions);
    }

    static SessionStatement unset(TokenReader reader) throws SqlFailure {
        reader.expect("UNSET");
        List<String> names = reader.nextIs("(") ? reader.identifierList() : List.of(reader.identifier());
        reader.expectEnd();
        return new SessionStatement(
                StatementType.SESSION, session -> names.forEach(session.variables()::unset));
    }

    @Override
    public StatementType type() {
        return StatementType.SESSION;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        Rewriter rewriter = Rewriter.of(session, sql);
        List<String> values = new ArrayList<>();
        for (List<Token> expression : expressions) {
            values.add("(" + rewriter.rewrite(expression, null) + ")");
        }
        session.transaction().read(() -> {
            assign(session, values);
            return null;
        });
        return StatementResult.status(type(), "Statement executed successfully.");
    }

    /** All or, if one value cannot be computed, none. */
    private void assign(Session session, List<String> values) throws SqlFailure {
        List<Column> types = session.duckDb().describe("SELECT " + String.join(", ", values));
        for (Column column : types) {
            if (!CONSTANTS.contains(DataType.of(column).base())) {
                throw Failures.unsupported("A variable of type " + DataType.of(column).base());
            }
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            boolean withOffset = DataType.of(types.get(i)).base() == DataType.Base.TIMESTAMP_TZ;
            texts.add(withOffset ? TimeFormat.parse(EVERY_DIGIT).write(values.get(i))
                    : "CAST(" + values.get(i) + " AS VARCHAR)");
        }
        List<Object> row = session.duckDb().rows("SELECT " + String.join(", ", texts)).get(0);
        for (int i = 0; i < names.size(); i++) {
            session.variables().set(names.get(i), DataType.of(types.get(i)), (String) row.get(i));
        }
    }
}
