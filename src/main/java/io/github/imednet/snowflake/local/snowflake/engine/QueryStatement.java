package io.github.imednet.snowflake.local.snowflake.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** SELECT, WITH or VALUES. */
record QueryStatement(String sql, List<Token> tokens) implements Statement {

    @Override
    public StatementType type() {
        return StatementType.SELECT;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        String query = Rewriter.of(session, sql).rewrite(tokens);
        Object[] values = Bindings.row(session.bindings(), 0);
        return session.transaction().read(() -> {
            session.checkBefore(query);
            return session.duckDb().query(query, this::result, values);
        });
    }

    private StatementResult result(ResultSet results) throws SQLException {
        List<Column> columns = ResultEncoder.columns(results.getMetaData());
        List<List<String>> rows = ResultEncoder.rows(results, columns);
        return StatementResult.of(type(), ResultLabels.apply(sql, tokens, columns), rows);
    }

    @Override
    public EngineSession.Description describe(Session session) throws SqlFailure {
        String query = Rewriter.of(session, sql).rewrite(tokens);
        List<Column> columns = session.transaction().read(() -> {
            session.checkBefore(query);
            return session.duckDb().describe(query);
        });
        return new EngineSession.Description(
                type(), ResultLabels.apply(sql, tokens, columns), Bindings.count(tokens));
    }
}
