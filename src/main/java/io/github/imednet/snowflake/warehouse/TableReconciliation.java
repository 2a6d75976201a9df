package io.github.imednet.snowflake.warehouse;

import io.github.imednet.snowflake.config.ExportSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** Holds the table against what a run says it holds. */
public final class TableReconciliation {

    private static final int MOST_DOUBLED = 5;

    private final WarehouseNames names;
    private final StudyRows rows;
    private final LoadLedger ledger;

    public TableReconciliation(ExportSettings settings) {
        this.names = WarehouseNames.of(settings);
        this.rows = new StudyRows(names);
        this.ledger = new LoadLedger(settings);
    }

    /** Rows of the study, file by file where the table knows the file. */
    public String countByFile(@ExchangeProperty("loadTarget") LoadTarget target) {
        return rows.byFile(target.studyKey(), target.lineage());
    }

    /** Rows of the study by file, as the ledger says. */
    public String countInLedger(@ExchangeProperty("loadTarget") LoadTarget target) {
        return ledger.rowsByFile(target);
    }

    /** Some of the record ids that are there more than once. */
    public String findDoubled(@ExchangeProperty("loadTarget") LoadTarget target) {
        return rows.doubled(target.studyKey(), MOST_DOUBLED);
    }

    public List<String> doubledIds(@Variable("answer") Object answer) {
        return SqlAnswer.of(answer).rows().stream().map(row -> row.text("RECORD_ID")).toList();
    }

    public String countDistinct(@ExchangeProperty("loadTarget") LoadTarget target) {
        return "SELECT COUNT(DISTINCT \"RECORD_ID\") AS \"DISTINCT_IDS\" FROM " + names.table() + " WHERE "
                + StudyRows.of(target.studyKey());
    }

    /** Rows by file name as {@link #countByFile} answered; rows of no known file are under the empty name. */
    public Map<String, Long> rowsByFile(@Variable("answer") Object answer) {
        Map<String, Long> byFile = new TreeMap<>();
        for (SqlAnswer.Row row : SqlAnswer.of(answer).rows()) {
            String path = row.text("STAGE_PATH");
            byFile.merge(path == null ? "" : path, row.number("ROW_COUNT"), Long::sum);
        }
        return byFile;
    }

    public long distinctIds(@Variable("answer") Object answer) {
        return SqlAnswer.of(answer).rows().get(0).number("DISTINCT_IDS");
    }

    /** What {@code _SOURCE_FILE} says of a file's rows. */
    public String stagePath(String fileName) {
        return names.stagePath(fileName);
    }

    /** Takes out the rows of files that the study's records have left. */
    public String deleteStale(
            @ExchangeProperty("loadTarget") LoadTarget target, @ExchangeProperty("stalePaths") Set<String> stagePaths) {
        return "DELETE FROM " + names.table() + " WHERE " + StudyRows.of(target.studyKey()) + " AND "
                + Sql.quoted(LoadStatements.SOURCE_FILE) + " IN " + Sql.texts(stagePaths);
    }
}
