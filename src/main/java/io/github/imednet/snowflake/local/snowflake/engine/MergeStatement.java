package io.github.imednet.snowflake.local.snowflake.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** MERGE INTO a table. */
record MergeStatement(String sql, ObjectName target, List<Token> rest) implements Statement {

    /** DuckDB's actions and Snowflake's names of their counts, in Snowflake's order. */
    private static final List<List<String>> ACTIONS = List.of(
            List.of("INSERT", "number of rows inserted"),
            List.of("UPDATE", "number of rows updated"),
            List.of("DELETE", "number of rows deleted"));

    static MergeStatement parse(TokenReader reader) throws SqlFailure {
        reader.expect("MERGE", "INTO");
        return new MergeStatement(reader.sql(), reader.objectName(), reader.rest());
    }

    @Override
    public StatementType type() {
        return StatementType.MERGE;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        Table table = session.table(target);
        session.rights().requireWarehouse();
        for (List<String> action : ACTIONS) {
            if (names(action.get(0))) {
                session.rights().require(action.get(0), table);
            }
        }
        String statement = rewritten(session, table);
        Object[] values = Bindings.row(session.bindings(), 0);
        return answer(session.transaction().write(
                Set.of(table.lock()), () -> session.duckDb().change(statement, MergeStatement::counts, values)));
    }

    private static Map<String, Long> counts(ResultSet results) throws SQLException {
        Map<String, Long> actions = new HashMap<>();
        while (results.next()) {
            actions.merge(results.getString(1), 1L, Long::sum);
        }
        return actions;
    }

    private boolean names(String action) {
        return rest.stream().anyMatch(token -> token.is(action));
    }

    private String rewritten(Session session, Table table) throws SqlFailure {
        Rewriter rewriter = Rewriter.of(session, sql);
        rewriter.columnNames().add(table);
        return "MERGE INTO " + table.sql() + " " + rewriter.rewrite(rest) + " RETURNING merge_action";
    }

    /** Only the kinds that the statement names are shown. */
    private StatementResult answer(Map<String, Long> counts) {
        List<String> names = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (List<String> action : ACTIONS) {
            if (names(action.get(0))) {
                names.add(action.get(1));
                numbers.add(counts.getOrDefault(action.get(0), 0L));
            }
        }
        return DmlStatement.Counts.of(type(), names, numbers);
    }

    @Override
    public EngineSession.Description describe(Session session) throws SqlFailure {
        String statement = rewritten(session, session.table(target));
        session.transaction().read(() -> {
            session.duckDb().check(statement);
            return null;
        });
        return new EngineSession.Description(type(), answer(Map.of()).columns(), Bindings.count(rest));
    }
}
