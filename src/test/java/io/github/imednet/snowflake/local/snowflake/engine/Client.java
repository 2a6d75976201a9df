package io.github.imednet.snowflake.local.snowflake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A session as tests use it. */
final class Client implements AutoCloseable {

    private final EngineSession session;

    Client(EngineSession session) {
        this.session = session;
    }

    /** A session in the database DB, which is created if missing, and its schema PUBLIC. */
    static Client of(Engine engine) throws SqlFailure {
        engine.createDatabase("DB");
        return new Client(engine.openSession("DB", "PUBLIC", "WH", "ROLE"));
    }

    EngineSession session() {
        return session;
    }

    StatementResult run(String sql, Binding... bindings) throws SqlFailure {
        return session.execute(UUID.randomUUID().toString(), sql, List.of(bindings), Map.of());
    }

    List<List<String>> rows(String sql, Binding... bindings) throws SqlFailure {
        return run(sql, bindings).rows();
    }

    /** The only value of the only row. */
    String value(String sql, Binding... bindings) throws SqlFailure {
        List<List<String>> rows = rows(sql, bindings);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0)).hasSize(1);
        return rows.get(0).get(0);
    }

    /** What the driver makes an update count of: the sum of a counting statement's row. */
    long count(String sql, Binding... bindings) throws SqlFailure {
        return rows(sql, bindings).get(0).stream().mapToLong(Long::parseLong).sum();
    }

    /** Values of a result's column by its name. */
    List<String> column(String name, String sql) throws SqlFailure {
        StatementResult result = run(sql);
        List<String> names = result.columns().stream().map(Column::name).toList();
        assertThat(names).contains(name);
        return result.rows().stream().map(row -> row.get(names.indexOf(name))).toList();
    }

    /** The failure as {@code code/state}. */
    String failure(String sql, Binding... bindings) {
        SqlFailure failure = fail(sql, bindings);
        return failure.code() + "/" + failure.sqlState();
    }

    SqlFailure fail(String sql, Binding... bindings) {
        SqlFailure failure = catchThrowableOfType(SqlFailure.class, () -> run(sql, bindings));
        assertThat(failure).as(sql).isNotNull();
        return failure;
    }

    @Override
    public void close() {
        session.close();
    }
}
