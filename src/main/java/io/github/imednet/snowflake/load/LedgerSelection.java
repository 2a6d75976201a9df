package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RecordSelection;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SharedSettings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Keeps a table to one selection of a study's records at a time. Loads remove what is in their ranges of record ids,
 * and what a run does not have is removed at its end: with two selections each would remove the other's rows. The
 * ledger says of each file by which selection it came to be.
 */
@RouteBean
public final class LedgerSelection {

    private static final String COLUMN = "SELECTION";

    /** What a ledger of an earlier version lacks. */
    private static final Map<String, String> LATER_COLUMNS =
            new TreeMap<>(Map.of(COLUMN, "VARCHAR", LoadLedger.REPLACED_ROWS, "NUMBER(38,0)"));

    /** How many entries say so: of a file in the table there may be none. */
    private static final String ENTRIES = "ENTRIES";

    private static final String UNKNOWN = "rows of files that the ledger does not know, and so maybe all records";

    private final WarehouseNames names;
    private final LoadLedger ledger;
    private final ExportSettings settings;
    private final boolean replaces;
    private final boolean createTable;
    private final SnowflakeStatements statements;

    public LedgerSelection(ExportSettings settings, SnowflakeStatements statements) {
        this.statements = statements;
        this.names = WarehouseNames.of(settings);
        this.ledger = new LoadLedger(settings, statements);
        this.settings = settings;
        this.replaces = settings.get(ExportKeys.REPLACE_SELECTION);
        this.createTable = settings.createTable();
    }

    /** What a row of the ledger says of its selection; an older ledger says nothing, for it knew only one. */
    static String of(SqlAnswer.Row row) {
        String text = row.text(COLUMN);
        return text == null ? "" : text;
    }

    /** Looks whether the ledger is there, for a run that makes nothing: there is none before the first export. */
    public void look(@ExchangeProperty("run") LoadRun run, Exchange exchange) throws SQLException {
        String name = Sql.unquoted(Sql.identifier(settings.get(SharedSettings.LEDGER_TABLE)));
        run.table().hasLedger(statements.showTable(exchange, names.schema(), name).isPresent());
    }

    /**
     * Asks whether the ledger is an older one, without a column that it has today.
     *
     * @throws ExportConfigurationException if it is, and this tool is not to change tables
     */
    public boolean isMissing(Exchange exchange) throws SQLException {
        boolean missing = !missingColumns(exchange).isEmpty();
        if (missing && !createTable) {
            throw new ExportConfigurationException(List.of("The ledger lacks a column, and export.create-table is"
                    + " false: have its owner execute " + String.join("; ", alterations())));
        }
        return missing;
    }

    /** Asks which columns an older ledger lacks. */
    public List<String> missingColumns(Exchange exchange) throws SQLException {
        Set<String> present = statements.query(exchange, "DESCRIBE TABLE " + names.ledger()).rows().stream()
                .map(row -> row.text("name"))
                .collect(Collectors.toSet());
        return LATER_COLUMNS.keySet().stream().filter(column -> !present.contains(column)).toList();
    }

    public void addColumns(Exchange exchange) throws SQLException {
        for (String alteration : alterations()) {
            statements.execute(exchange, alteration);
        }
    }

    private List<String> alterations() {
        return LATER_COLUMNS.entrySet().stream()
                .map(column -> "ALTER TABLE " + names.ledger() + " ADD COLUMN IF NOT EXISTS "
                        + Sql.quoted(column.getKey()) + ' ' + column.getValue())
                .toList();
    }

    /**
     * Asks for the selections of the study's files that are in the table, and lets a run pass whose selection is that,
     * or that is to replace it.
     *
     * @throws ExportConfigurationException naming both selections
     */
    public void require(@ExchangeProperty("run") LoadRun run, Exchange exchange) throws SQLException {
        String selected = selectionOf(run);
        Optional<String> other = replaces ? Optional.empty() : other(run, selected, exchange);
        if (other.isPresent()) {
            throw new ExportConfigurationException(List.of("The table " + names.of(run.resource()).table() + " holds "
                    + other.get() + " of study " + run.studyKey() + ", and this run selects "
                    + RecordSelection.described(selected) + ": name another table in snowflake.table, or set"
                    + " export.replace-selection=true (--replace-selection) to have them replaced"));
        }
    }

    /** What the table holds of another selection. Without a ledger no file is known. */
    private Optional<String> other(LoadRun run, String selected, Exchange exchange) throws SQLException {
        if (!run.table().hasLedger()) {
            return selected.isEmpty() ? Optional.empty() : Optional.of(UNKNOWN);
        }
        return statements.query(exchange, selections(run, selected)).rows().stream()
                .filter(row -> !of(row).equals(selected))
                .map(row -> row.number(ENTRIES) == 0 ? UNKNOWN : RecordSelection.described(of(row)))
                .findFirst();
    }

    private String selections(LoadRun run, String selected) {
        LoadTarget target = run.table().found();
        String current = names.ledger() + " WHERE "
                + ledger.of(run.resource()).current(target.studyKey(), target.tableCreated());
        String sql = "SELECT DISTINCT " + Sql.quoted(COLUMN) + ", 1 AS " + Sql.quoted(ENTRIES) + " FROM " + current;
        String restored = target.lineage() ? " UNION ALL " + ofOtherFiles(run, current, selected) : "";
        return sql + restored;
    }

    /**
     * The selections of files in the table that the ledger does not know as its: of one that was restored or swapped
     * with its rows. Their paths say their content, so that any entry of a path speaks of them, be it of another table.
     * One without an entry, as where another ledger is named, is of all records as far as anybody knows: a run that
     * selects some would remove the others.
     */
    private String ofOtherFiles(LoadRun run, String current, String selected) {
        String files = "SELECT DISTINCT \"_SOURCE_FILE\" AS \"FILE\" FROM " + names.of(run.resource()).table()
                + " WHERE " + StudyRows.of(run.studyKey())
                + " AND \"_SOURCE_FILE\" NOT IN (SELECT \"STAGE_PATH\" FROM " + current + ")";
        String same = "CASE WHEN COALESCE(\"SELECTION\", '') = " + Sql.text(selected) + " THEN 1 END";
        return "SELECT MIN(\"SELECTION\"), COUNT(\"STAGE_PATH\") FROM (" + files + ") AS \"FILES\" LEFT JOIN " + names.ledger()
                + " ON \"STAGE_PATH\" = \"FILE\" GROUP BY \"FILE\" HAVING COUNT(" + same + ") = 0";
    }

    /** Of other lists than records all is selected; what a privacy policy decides on their fields counts. */
    private String selectionOf(LoadRun run) {
        String ofRun = run.selection();
        return ofRun == null ? settings.of(run.resource()).selection().text() : ofRun;
    }
}
