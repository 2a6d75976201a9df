package io.github.imednet.snowflake.local.snowflake.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

/** SELECT, WITH or VALUES. */
record QueryStatement(String sql, List<Token> tokens) implements Statement {

    @Override
    public StatementType type() {
        return StatementType.SELECT;
    }

    @Override
    public StatementResult run(Session session) throws SqlFailure {
        if (isResultScan()) {
            StatementResult earlier = session.engine().results().get(tokens.get(tokens.size() - 3).text());
            return new StatementResult(type(), earlier.columns(), earlier.rows(), earlier.chunks(), null);
        }
        String query = Rewriter.of(session, sql).rewrite(tokens);
        if (tokens.stream().anyMatch(token -> token.is("FROM"))) {
            session.rights().requireWarehouse();
        }
        Object[] values = Bindings.row(session.bindings(), 0);
        return session.transaction().read(() -> {
            ResultTypes types = ResultTypes.of(session, sql, tokens);
            return session.transaction().writing()
                    ? session.duckDb().query(query, results -> result(session, types, results), values)
                    : session.duckDb().stream(query, results -> result(session, types, results), values);
        });
    }

    /** The text by which the driver fetches the answer of an asynchronous query, which may be large. */
    private boolean isResultScan() {
        List<String> scan = List.of("SELECT", "*", "FROM", "TABLE", "(", "RESULT_SCAN", "(", "?", ")", ")");
        return tokens.size() == scan.size()
                && IntStream.range(0, scan.size()).allMatch(i -> tokens.get(i).is(scan.get(i))
                        || scan.get(i).equals("?") && tokens.get(i).kind() == Token.Kind.STRING);
    }

    private StatementResult result(Session session, ResultTypes types, ResultSet results)
            throws SQLException, SqlFailure {
        List<Column> columns = columns(types, ResultEncoder.columns(results.getMetaData()));
        ZoneId zone = ZoneId.of(session.parameters().get("TIMEZONE"));
        long limit = session.parameters().number("ROWS_PER_RESULTSET");
        try (ResultSpool spool = session.engine().results().spool(session.queryId())) {
            for (long row = 0; (limit == 0 || row < limit) && results.next(); row++) {
                // A query whose rows are computed while they are read does not hear DuckDB's own call to stop.
                session.checkCanceled();
                spool.add(ResultEncoder.row(results, columns, zone));
            }
            return spool.finish(type(), columns);
        }
    }

    private List<Column> columns(ResultTypes types, List<Column> ofDuckDb) {
        return ResultLabels.apply(sql, tokens, types.apply(ofDuckDb));
    }

    @Override
    public EngineSession.Description describe(Session session) throws SqlFailure {
        String query = Rewriter.of(session, sql).rewrite(tokens);
        List<Column> columns = session.transaction().read(() -> {
            return columns(ResultTypes.of(session, sql, tokens), session.duckDb().describe(query));
        });
        return new EngineSession.Description(type(), columns, Bindings.count(tokens));
    }
}
