package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * The table in Snowflake that says how far each study is up to date: a row for each complete run that may be followed
 * by one of what changed. The row speaks of the table as it was created, and of the files that it had then.
 */
@RouteBean
public final class SyncTable {

    private final WarehouseNames names;
    private final SnowflakeStatements statements;

    public SyncTable(ExportSettings settings, SnowflakeStatements statements) {
        this.names = WarehouseNames.of(settings);
        this.statements = statements;
    }

    /** Makes the table where it is missing. */
    public void createTable(Exchange exchange) throws SQLException {
        statements.execute(
                exchange,
                "CREATE TABLE IF NOT EXISTS " + names.sync() + " (\"STUDY_KEY\" VARCHAR, \"TABLE_NAME\" VARCHAR,"
                        + " \"TABLE_CREATED\" VARCHAR, \"SYNC_NUMBER\" NUMBER(38,0), \"RUN_ID\" VARCHAR,"
                        + " \"SELECTION\" VARCHAR, \"LAYOUT\" VARCHAR, \"VERSION\" VARCHAR,"
                        + " \"UP_TO\" TIMESTAMP_NTZ, \"FULL_AT\" TIMESTAMP_NTZ, \"ANNOUNCED\" NUMBER(38,0),"
                        + " \"FILES\" VARCHAR)");
    }

    /** Asks for the state after the last complete run into this table, for the run. */
    public void read(@ExchangeProperty("run") LoadRun run, Exchange exchange) throws SQLException {
        String sql = "SELECT \"SYNC_NUMBER\", \"RUN_ID\", \"SELECTION\", \"LAYOUT\", \"VERSION\", "
                + SqlTimestamp.text("UP_TO", 3, "UP_TO") + ", " + SqlTimestamp.text("FULL_AT", 3, "FULL_AT")
                + ", \"ANNOUNCED\", \"FILES\" FROM " + names.sync() + " WHERE " + StudyRows.of(run.studyKey())
                + " AND \"TABLE_NAME\" = " + Sql.text(tableName(run)) + " AND \"TABLE_CREATED\" = "
                + Sql.text(run.table().created()) + " ORDER BY \"SYNC_NUMBER\" DESC LIMIT 1";
        run.table().lastSync(statements.query(exchange, sql).rows().stream()
                .map(SyncTable::state)
                .findFirst()
                .orElse(null));
    }

    private String tableName(LoadRun run) {
        return names.of(run.resource()).tableName();
    }

    private static SyncState state(SqlAnswer.Row row) {
        return new SyncState(
                row.number("SYNC_NUMBER"),
                row.required("RUN_ID"),
                new SyncBasis(row.required("SELECTION"), row.required("LAYOUT"), row.required("VERSION")),
                SqlTimestamp.parse(row.required("UP_TO")),
                SqlTimestamp.parse(row.required("FULL_AT")),
                row.number("ANNOUNCED"),
                row.required("FILES"));
    }

    /** Records how far the study is up to date: one row, so all of it or nothing. */
    public void record(@Body SyncState state, @ExchangeProperty("run") LoadRun run, Exchange exchange)
            throws SQLException {
        SyncBasis basis = state.basis();
        String texts = Stream.of(run.studyKey(), tableName(run), run.table().created())
                .map(Sql::text)
                .collect(Collectors.joining(", "));
        String others = Stream.of(state.runId(), basis.selection(), basis.layout(), basis.version())
                .map(Sql::text)
                .collect(Collectors.joining(", "));
        statements.execute(
                exchange,
                "INSERT INTO " + names.sync() + " (\"STUDY_KEY\", \"TABLE_NAME\", \"TABLE_CREATED\","
                        + " \"SYNC_NUMBER\", \"RUN_ID\", \"SELECTION\", \"LAYOUT\", \"VERSION\", \"UP_TO\","
                        + " \"FULL_AT\", \"ANNOUNCED\", \"FILES\") VALUES (" + texts + ", " + state.number() + ", "
                        + others + ", " + SqlTimestamp.of(state.upTo()) + ", " + SqlTimestamp.of(state.fullAt()) + ", "
                        + state.announced() + ", " + Sql.text(state.files()) + ")");
    }
}
