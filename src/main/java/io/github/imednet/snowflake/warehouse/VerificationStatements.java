package io.github.imednet.snowflake.warehouse;

import io.github.imednet.snowflake.config.ExportSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** Asks what ledger, stage and table say of a study. Nothing here changes anything. */
public final class VerificationStatements {

    private static final int MOST_DOUBLED_NAMED = 10;

    private final WarehouseNames names;
    private final StudyRows rows;
    private final LoadLedger ledger;

    public VerificationStatements(ExportSettings settings) {
        this.names = WarehouseNames.of(settings);
        this.rows = new StudyRows(names);
        this.ledger = new LoadLedger(settings);
    }

    /**
     * Everything that the ledger ever knew of the study's files, with the columns that it has: it may be an older one.
     */
    public String ledgerEntries(
            @ExchangeProperty("studyKey") String studyKey, @ExchangeProperty("tableCreated") String tableCreated) {
        return "SELECT *, " + SqlTimestamp.text("LOADED_AT", 3, "LOADED") + ", CASE WHEN "
                + ledger.current(studyKey, tableCreated) + " THEN 1 ELSE 0 END AS \"IS_CURRENT\" FROM " + names.ledger()
                + " WHERE \"STUDY_KEY\" = " + Sql.text(studyKey) + " ORDER BY \"AFTER_ID\"";
    }

    public List<LedgerEntry> readLedger(@Variable("answer") Object answer) {
        return SqlAnswer.of(answer).rows().stream()
                .map(row -> new LedgerEntry(
                        row.text("BATCH_ID"),
                        row.text("STAGE_PATH"),
                        row.text("SHA256"),
                        row.number("BYTES"),
                        row.number("ROW_COUNT"),
                        row.number("AFTER_ID"),
                        row.number("LAST_ID"),
                        row.text("RUN_ID"),
                        row.text("QUERY_ID"),
                        SqlTimestamp.parse(row.text("LOADED")),
                        LedgerSelection.of(row),
                        row.number("IS_CURRENT") == 1))
                .toList();
    }

    /**
     * Paths inside the stage, as the ledger has them.
     *
     * @param answer the rows of {@link StageFiles#list}
     */
    public Set<String> readStage(@Variable("answer") Object answer) {
        return names.sizes(answer).keySet();
    }

    /** Rows of the study by file, or, where the table does not know the file, none. */
    public String tableFiles(
            @ExchangeProperty("studyKey") String studyKey, @ExchangeProperty("columns") Set<String> columns) {
        return rows.byFile(studyKey, columns.contains(LoadStatements.SOURCE_FILE));
    }

    public List<TableFile> readTableFiles(@Variable("answer") Object answer) {
        List<TableFile> files = new ArrayList<>();
        for (SqlAnswer.Row row : SqlAnswer.of(answer).rows()) {
            String path = row.text("STAGE_PATH");
            files.add(new TableFile(
                    path == null ? "" : path, row.number("ROW_COUNT"), row.number("FIRST_ID"), row.number("LAST_ID")));
        }
        return files;
    }

    public String tableCounts(@ExchangeProperty("studyKey") String studyKey) {
        return "SELECT COUNT(*) AS \"STUDY_ROWS\", COUNT(\"RECORD_ID\") AS \"ROWS_WITH_ID\","
                + " COUNT(DISTINCT \"RECORD_ID\") AS \"DISTINCT_IDS\" FROM " + names.table()
                + " WHERE " + StudyRows.of(studyKey);
    }

    public String doubledIds(@ExchangeProperty("studyKey") String studyKey) {
        return rows.doubled(studyKey, MOST_DOUBLED_NAMED);
    }

    /**
     * @param counts the row of {@link #tableCounts}
     * @param answer the rows of {@link #doubledIds}
     */
    public TableCounts readCounts(@Variable("counts") Object counts, @Variable("answer") Object answer) {
        SqlAnswer.Row row = SqlAnswer.of(counts).rows().get(0);
        List<SqlAnswer.Row> doubled = SqlAnswer.of(answer).rows();
        return new TableCounts(
                row.number("STUDY_ROWS"),
                row.number("DISTINCT_IDS"),
                row.number("STUDY_ROWS") - row.number("ROWS_WITH_ID"),
                doubled.isEmpty() ? 0 : doubled.get(0).number("DOUBLED"),
                doubled.stream().map(id -> id.text("RECORD_ID")).toList());
    }
}
