package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Compares the table with what a run says it holds. */
@RouteBean
public final class TableReconciliation {

    private static final int MOST_DUPLICATES = 5;

    private final WarehouseNames names;
    private final LoadLedger ledger;
    private final SnowflakeStatements statements;

    public TableReconciliation(ExportSettings settings, SnowflakeStatements statements) {
        this.names = WarehouseNames.of(settings);
        this.ledger = new LoadLedger(settings, statements);
        this.statements = statements;
    }

    /** Asks for the rows of the study by file where the table knows the file, and under the empty name otherwise. */
    public void countByFile(@ExchangeProperty("run") LoadRun run, Exchange exchange) throws SQLException {
        String sql = rows(run).byFile(run.studyKey(), run.target().lineage());
        SqlAnswer answer = statements.query(exchange, sql);
        run.table().rowsByFile(rowsByFile(answer));
        run.table().greatestId(answer.rows().stream()
                .filter(row -> row.text("LAST_ID") != null)
                .map(row -> row.number("LAST_ID"))
                .max(Comparator.naturalOrder())
                .orElse(null));
    }

    /** Asks for the rows of the study by file, as the ledger says. */
    public void countInLedger(@ExchangeProperty("run") LoadRun run, Exchange exchange) throws SQLException {
        run.table()
                .ledgerRows(rowsByFile(
                        statements.query(exchange, ledger.of(run.resource()).rowsByFile(run.target()))));
    }

    /** Asks for some of the record ids that are there more than once. */
    public void findDuplicates(@ExchangeProperty("run") LoadRun run, Exchange exchange) throws SQLException {
        SqlAnswer answer = statements.query(exchange, rows(run).doubled(run.studyKey(), MOST_DUPLICATES));
        run.table().duplicateIds(answer.rows().stream().map(row -> row.text("ENTITY_ID")).toList());
    }

    /** Asks how many record ids of the study there are. */
    public void countDistinct(@ExchangeProperty("run") LoadRun run, Exchange exchange) throws SQLException {
        String sql = rows(run).counts(run.studyKey());
        run.table().distinctIds(statements.query(exchange, sql).rows().get(0).number("DISTINCT_IDS"));
    }

    private static Map<String, Long> rowsByFile(SqlAnswer answer) {
        Map<String, Long> byFile = new TreeMap<>();
        for (SqlAnswer.Row row : answer.rows()) {
            String path = row.text("STAGE_PATH");
            byFile.merge(path == null ? "" : path, row.number("ROW_COUNT"), Long::sum);
        }
        return byFile;
    }

    /** What {@code _SOURCE_FILE} says of a file's rows. */
    public String stagePath(String fileName) {
        return names.folder().path(fileName);
    }

    /** Deletes the rows of files that the study's records have left. */
    public void deleteStale(@ExchangeProperty("run") LoadRun run, Exchange exchange) throws SQLException {
        run.table().staleRowsDeleted(statements.update(
                exchange,
                "DELETE FROM " + names.of(run.resource()).table() + " WHERE " + StudyRows.of(run.studyKey()) + " AND "
                        + Sql.quoted(LoadStatements.SOURCE_FILE) + " IN " + Sql.texts(run.table().stalePaths())));
    }

    private StudyRows rows(TableRun run) {
        return new StudyRows(names, run.resource());
    }
}
