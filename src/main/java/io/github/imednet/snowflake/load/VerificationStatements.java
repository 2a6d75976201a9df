package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Asks what ledger, stage and table say of a study. Nothing here changes anything. */
@RouteBean
public final class VerificationStatements {

    private static final int MOST_DOUBLED_NAMED = 10;

    private final WarehouseNames names;
    private final LoadLedger ledger;
    private final StageFiles stage;
    private final SnowflakeStatements statements;

    public VerificationStatements(ExportSettings settings, SnowflakeStatements statements) {
        this.names = WarehouseNames.of(settings);
        this.ledger = new LoadLedger(settings, statements);
        this.stage = new StageFiles(settings, statements);
        this.statements = statements;
    }

    /**
     * Asks for everything that the ledger ever knew of the study's files, with the columns that it has: it may be an
     * older one.
     */
    public void readLedger(@ExchangeProperty("run") VerifiedRun run, Exchange exchange) throws SQLException {
        String studyKey = run.studyKey();
        String tableCreated = run.table().created();
        String sql = "SELECT *, " + SqlTimestamp.text("LOADED_AT", 3, "LOADED") + ", CASE WHEN "
                + ledger.of(run.resource()).current(studyKey, tableCreated)
                + " THEN 1 ELSE 0 END AS \"IS_CURRENT\" FROM " + names.ledger()
                + " WHERE \"STUDY_KEY\" = " + Sql.text(studyKey) + " ORDER BY \"AFTER_ID\"";
        run.findings().ledger(statements.query(exchange, sql).rows().stream()
                .filter(row -> isOfList(row, run))
                .map(row -> new LedgerEntry(
                        row.required("BATCH_ID"),
                        row.required("STAGE_PATH"),
                        row.required("SHA256"),
                        row.number("BYTES"),
                        row.number("ROW_COUNT"),
                        row.number("AFTER_ID"),
                        row.number("LAST_ID"),
                        row.required("RUN_ID"),
                        row.required("QUERY_ID"),
                        SqlTimestamp.parse(row.required("LOADED")),
                        LedgerSelection.of(row),
                        row.has(LoadLedger.REPLACED_ROWS) ? row.number(LoadLedger.REPLACED_ROWS) : 0,
                        row.number("IS_CURRENT") == 1))
                .toList());
    }

    /** Lists the paths inside the stage, as the ledger has them. */
    public void listStage(@ExchangeProperty("run") VerifiedRun run, Exchange exchange) throws SQLException {
        run.findings().stagePaths(stage.sizes(exchange).keySet());
    }

    /** Asks for the rows of the study by file, or, where the table does not know the file, for none. */
    public void countByFile(@ExchangeProperty("run") VerifiedRun run, Exchange exchange) throws SQLException {
        List<TableFile> files = new ArrayList<>();
        String sql = rows(run).byFile(run.studyKey(), run.table().columns().contains(LoadStatements.SOURCE_FILE));
        for (SqlAnswer.Row row : statements.query(exchange, sql).rows()) {
            String path = row.text("STAGE_PATH");
            files.add(new TableFile(
                    path == null ? "" : path, row.number("ROW_COUNT"), row.number("FIRST_ID"), row.number("LAST_ID")));
        }
        run.findings().files(files);
    }

    /** Asks for the table's numbers, and for ids that are there more than once. */
    public void count(@ExchangeProperty("run") VerifiedRun run, Exchange exchange) throws SQLException {
        String studyKey = run.studyKey();
        String sql = rows(run).counts(studyKey);
        SqlAnswer.Row row = statements.query(exchange, sql).rows().get(0);
        List<SqlAnswer.Row> doubled =
                statements.query(exchange, rows(run).doubled(studyKey, MOST_DOUBLED_NAMED)).rows();
        run.findings().counts(new TableCounts(
                row.number("STUDY_ROWS"),
                row.number("DISTINCT_IDS"),
                row.number("STUDY_ROWS") - row.number("ROWS_WITH_ID"),
                doubled.isEmpty() ? 0 : doubled.get(0).number("DOUBLED"),
                doubled.stream().map(id -> id.text("ENTITY_ID")).toList()));
    }

    /** Of the list's table as it is named now; or, by its batch, of one that was the list's before. */
    private boolean isOfList(SqlAnswer.Row row, VerifiedRun run) {
        String batchId = row.required("BATCH_ID");
        Predicate<ImednetResource> says = list -> batchId.startsWith(run.studyKey() + '/' + list.path() + '/');
        boolean before = run.resource() == ImednetResource.RECORDS
                ? Arrays.stream(ImednetResource.values()).allMatch(list -> list == run.resource() || !says.test(list))
                : says.test(run.resource());
        return before || names.of(run.resource()).tableName().equals(row.text("TABLE_NAME"));
    }

    private StudyRows rows(TableRun run) {
        return new StudyRows(names, run.resource());
    }
}
