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
    private final LoadLedger ledger;

    public TableReconciliation(ExportSettings settings) {
        this.names = WarehouseNames.of(settings);
        this.ledger = new LoadLedger(settings);
    }

    /** Rows and distinct record ids of the study, file by file where the table knows the file. */
    public String countByFile(@ExchangeProperty("loadTarget") LoadTarget target) {
        String file = target.lineage() ? Sql.quoted(LoadStatements.SOURCE_FILE) : "NULL";
        return "SELECT " + file + " AS \"STAGE_PATH\", COUNT(*) AS \"ROW_COUNT\" FROM " + names.table()
                + " WHERE " + study(target) + " GROUP BY 1";
    }

    /** Rows of the study by file, as the ledger says. */
    public String countInLedger(@ExchangeProperty("loadTarget") LoadTarget target) {
        return ledger.rowsByFile(target);
    }

    /** Some of the record ids that are there more than once. */
    public String findDoubled(@ExchangeProperty("loadTarget") LoadTarget target) {
        return "SELECT \"RECORD_ID\" AS \"RECORD_ID\" FROM " + names.table() + " WHERE " + study(target)
                + " GROUP BY \"RECORD_ID\" HAVING COUNT(*) > 1 ORDER BY 1 LIMIT " + MOST_DOUBLED;
    }

    public List<String> doubledIds(@Variable("answer") Object answer) {
        return SqlAnswer.of(answer).rows().stream().map(row -> row.text("RECORD_ID")).toList();
    }

    public String countDistinct(@ExchangeProperty("loadTarget") LoadTarget target) {
        return "SELECT COUNT(DISTINCT \"RECORD_ID\") AS \"DISTINCT_IDS\" FROM " + names.table() + " WHERE " + study(target);
    }

    /** Rows by file name as {@link #countByFile} answered; rows of no known file are under the empty name. */
    public Map<String, Long> rowsByFile(@Variable("answer") Object answer) {
        Map<String, Long> rows = new TreeMap<>();
        for (SqlAnswer.Row row : SqlAnswer.of(answer).rows()) {
            String path = row.text("STAGE_PATH");
            rows.merge(path == null ? "" : path, row.number("ROW_COUNT"), Long::sum);
        }
        return rows;
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
        return "DELETE FROM " + names.table() + " WHERE " + study(target) + " AND "
                + Sql.quoted(LoadStatements.SOURCE_FILE) + " IN " + Sql.texts(stagePaths);
    }

    private static String study(LoadTarget target) {
        return "\"STUDY_KEY\" = " + Sql.text(target.studyKey());
    }
}
