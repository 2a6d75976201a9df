package io.github.imednet.snowflake.warehouse;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.model.RecordColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** Makes the records table and its stage where they are missing, and looks at them before the first load. */
public final class TableStatements {

    private final WarehouseNames names;
    private final LoadLedger ledger;

    public TableStatements(ExportSettings settings) {
        this.names = WarehouseNames.of(settings);
        this.ledger = new LoadLedger(settings);
    }

    public String createStage() {
        return "CREATE STAGE IF NOT EXISTS " + names.stage();
    }

    public String createTable() {
        String columns = Arrays.stream(RecordColumn.values())
                .map(column -> Sql.quoted(column.name()) + ' ' + column.kind().snowflakeType())
                .collect(Collectors.joining(", "));
        return "CREATE TABLE IF NOT EXISTS " + names.table() + " (" + columns + ", "
                + Sql.quoted(LoadStatements.SOURCE_FILE) + " VARCHAR)";
    }

    public String describeTable() {
        return "DESCRIBE TABLE " + names.table();
    }

    /**
     * The table's time of creation, among others. LIKE takes the name as a pattern, in which a backslash may be an
     * escape and any one character is a safe way to say it: {@link #created} picks the row.
     */
    public String showTable() {
        return "SHOW TABLES LIKE " + Sql.text(names.tableName().replace('\\', '_')) + " IN SCHEMA " + names.schema();
    }

    /**
     * The names of the table's columns.
     *
     * @param answer the rows of {@link #describeTable}
     * @throws ExportConfigurationException naming the columns of a record that the table lacks
     */
    public Set<String> columns(@Variable("answer") Object answer) {
        Set<String> present = SqlAnswer.of(answer).rows().stream()
                .map(row -> row.text("name"))
                .collect(Collectors.toCollection(HashSet::new));
        List<String> missing = new ArrayList<>();
        for (RecordColumn column : RecordColumn.values()) {
            if (column != RecordColumn._UNMAPPED_FIELDS && !present.contains(column.name())) {
                missing.add(column.name() + ' ' + column.kind().snowflakeType());
            }
        }
        if (!missing.isEmpty()) {
            throw new ExportConfigurationException(List.of("The table " + names.table() + " lacks the columns "
                    + String.join(", ", missing) + ": add them, or name another table in snowflake.table"));
        }
        return present;
    }

    /**
     * When the table was created, in UTC.
     *
     * @param answer the rows of {@link #showTable}
     */
    public String created(@Variable("answer") Object answer) {
        return SqlAnswer.of(answer).rows().stream()
                .filter(row -> names.tableName().equals(row.text("name")))
                .findFirst()
                .map(row -> row.instant("created_on"))
                .orElseThrow(() -> new ExportConfigurationException(
                        List.of("The table " + names.table() + " is not to be seen: grant SELECT on it to the role")));
    }

    /** Rows of the study in the table, and how many of them are known to be of this tool's files. */
    public String countStudyRows(
            @ExchangeProperty("studyKey") String studyKey,
            @ExchangeProperty("columns") Set<String> columns,
            @ExchangeProperty("tableCreated") String tableCreated) {
        String known = columns.contains(LoadStatements.SOURCE_FILE)
                ? "COUNT(" + Sql.quoted(LoadStatements.SOURCE_FILE) + ")"
                : ledger.knownRows(studyKey, tableCreated);
        return "SELECT COUNT(*) AS \"STUDY_ROWS\", " + known + " AS \"KNOWN_ROWS\" FROM " + names.table()
                + " WHERE \"STUDY_KEY\" = " + Sql.text(studyKey);
    }

    /**
     * The table as the run finds it.
     *
     * @param answer the row of {@link #countStudyRows}
     * @throws ExportConfigurationException if rows of the study are there that this tool did not load: it would double
     *     them, or have to delete what is not its own
     */
    public LoadTarget target(
            @ExchangeProperty("runId") String runId,
            @ExchangeProperty("studyKey") String studyKey,
            @ExchangeProperty("columns") Set<String> columns,
            @ExchangeProperty("tableCreated") String tableCreated,
            @Variable("answer") Object answer) {
        SqlAnswer.Row row = SqlAnswer.of(answer).rows().get(0);
        boolean lineage = columns.contains(LoadStatements.SOURCE_FILE);
        long studyRows = row.number("STUDY_ROWS");
        if (studyRows > 0 && row.number("KNOWN_ROWS") != studyRows) {
            throw new ExportConfigurationException(List.of("The table " + names.table() + " has " + studyRows
                    + " rows of study " + studyKey + ", but " + row.number("KNOWN_ROWS")
                    + " are known as loaded by this tool: delete them, or name another table in snowflake.table"));
        }
        boolean unmapped = columns.contains(RecordColumn._UNMAPPED_FIELDS.name());
        return new LoadTarget(runId, studyKey, tableCreated, lineage, unmapped, studyRows);
    }
}
