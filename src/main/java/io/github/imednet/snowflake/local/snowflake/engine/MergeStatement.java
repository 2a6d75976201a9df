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
    public ObjectName storesIn() {
        return target;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        Table table = session.catalog().table(target);
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
        rewriter.storesIn(table);
        StringBuilder clauses = new StringBuilder();
        int start = 0;
        int depth = 0;
        int insert = -1;
        for (int at = 0; at < rest.size(); at++) {
            depth += Keywords.nesting(rest.get(at));
            insert = depth == 0 && rest.get(at).is("INSERT") ? at : rest.get(at).is("WHEN") ? -1 : insert;
            if (depth == 0 && insert >= 0 && rest.get(at).is("VALUES")) {
                clauses.append(rewriter.rewrite(rest.subList(start, at))).append(" VALUES (");
                TokenReader reader = TokenReader.of(sql, rest.subList(at + 1, rest.size()));
                List<Token> values = reader.parenthesised();
                clauses.append(inserted(rewriter, columns(table, rest.subList(insert + 1, at)), values)).append(") ");
                at += values.size() + 2;
                start = at + 1;
            }
        }
        return "MERGE INTO " + table.sql() + " " + clauses + rewriter.rewrite(rest.subList(start, rest.size()))
                + " RETURNING merge_action";
    }

    /** The columns that INSERT names in parentheses, or all of the table's. */
    private List<Table.Column> columns(Table table, List<Token> named) throws SqlFailure {
        TokenReader reader = TokenReader.of(sql, named);
        if (!reader.nextIs("(")) {
            return table.columns();
        }
        List<Table.Column> columns = new ArrayList<>();
        for (String name : reader.identifierList()) {
            columns.add(table.column(name).orElseThrow(() -> Failures.invalidIdentifier(name)));
        }
        return columns;
    }

    /**
     * Values with Snowflake's conversion to their columns, where they may be DEFAULT: of a VARIANT its text, and not
     * JSON.
     */
    static String inserted(Rewriter rewriter, List<Table.Column> columns, List<Token> tokens)
            throws SqlFailure {
        List<List<Token>> values = Rewriter.split(tokens);
        List<String> converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String value = rewriter.rewrite(values.get(i), null);
            boolean asItIs = i >= columns.size() || values.get(i).get(0).is("DEFAULT")
                    || columns.get(i).type().base().semiStructured();
            converted.add(asItIs ? value : Cast.assigned(columns.get(i), value));
        }
        return String.join(", ", converted);
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
        String statement = rewritten(session, session.catalog().table(target));
        session.transaction().read(() -> {
            session.duckDb().check(statement);
            return null;
        });
        return new EngineSession.Description(type(), answer(Map.of()).columns(), Bindings.count(rest));
    }
}
