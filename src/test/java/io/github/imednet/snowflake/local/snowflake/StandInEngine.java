package io.github.imednet.snowflake.local.snowflake;

import io.github.imednet.snowflake.local.snowflake.engine.*;
import java.nio.file.*;
import java.util.List;

/** Stand-in until the engine is there. */
final class StandInEngine implements EngineSession {
    private final Path directory;
    StandInEngine(Path directory) { this.directory = directory; }
    public StatementResult execute(String queryId, String sql, List<Binding> bindings) throws SqlFailure {
        if (sql.startsWith("put")) {
            String path = sql.substring(sql.indexOf("file://") + 7, sql.indexOf(" @"));
            return new StatementResult(StatementType.PUT, List.of(), List.of(), new FileTransfer(true, List.of(path), directory, null, false, false, "auto_detect", 4));
        }
        if (sql.startsWith("select 1")) {
            return StatementResult.of(StatementType.SELECT, List.of(Column.number("A")), List.of(List.of("1")));
        }
        throw new SqlFailure("001003", "42000", "syntax error");
    }
    public Description describe(String sql) { return new Description(StatementType.SELECT, List.of(), 0); }
    public void cancel() {}
    public boolean autocommit() { return true; }
    public String database() { return "IMEDNET"; }
    public String schema() { return "PUBLIC"; }
    public String warehouse() { return "COMPUTE_WH"; }
    public String role() { return "PUBLIC"; }
    public void close() {}
}
