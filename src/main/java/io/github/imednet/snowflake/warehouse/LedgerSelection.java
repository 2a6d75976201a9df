package io.github.imednet.snowflake.warehouse;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RecordSelection;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/**
 * Keeps a table to one selection of a study's records at a time. Loads take out what is in their ranges of record ids,
 * and what a run does not have is removed at its end: with two selections each would remove the other's rows. The
 * ledger says of each file by which selection it came to be.
 */
public final class LedgerSelection {

    private static final String COLUMN = "SELECTION";

    private final WarehouseNames names;
    private final LoadLedger ledger;
    private final String selection;
    private final boolean replaces;
    private final boolean createTable;

    public LedgerSelection(ExportSettings settings) {
        this.names = WarehouseNames.of(settings);
        this.ledger = new LoadLedger(settings);
        this.selection = settings.selection().text();
        this.replaces = settings.replaceSelection();
        this.createTable = settings.createTable();
    }

    /** What a row of the ledger says of its selection; an older ledger says nothing, for it knew only one. */
    static String of(SqlAnswer.Row row) {
        String text = row.text(COLUMN);
        return text == null ? "" : text;
    }

    public String describeLedger() {
        return "DESCRIBE TABLE " + names.ledger();
    }

    /**
     * Whether the ledger is an older one, without the column.
     *
     * @param answer the rows of {@link #describeLedger}
     * @throws ExportConfigurationException if it is, and this tool is not to change tables
     */
    public boolean isMissing(@Variable("answer") Object answer) {
        boolean missing = SqlAnswer.of(answer).rows().stream().noneMatch(row -> COLUMN.equals(row.text("name")));
        if (missing && !createTable) {
            throw new ExportConfigurationException(List.of("The ledger lacks a column, and export.create-table is"
                    + " false: have its owner execute " + addColumn()));
        }
        return missing;
    }

    public String addColumn() {
        return "ALTER TABLE " + names.ledger() + " ADD COLUMN IF NOT EXISTS " + Sql.quoted(COLUMN) + " VARCHAR";
    }

    /** The selections of the study's files that are in the table. */
    public String selections(@ExchangeProperty("loadTarget") LoadTarget target) {
        return "SELECT DISTINCT " + Sql.quoted(COLUMN) + " FROM " + names.ledger() + " WHERE "
                + ledger.current(target.studyKey(), target.tableCreated());
    }

    /**
     * Lets a run pass whose selection is the one that the table has, or that is to replace it.
     *
     * @param answer the rows of {@link #selections}
     * @throws ExportConfigurationException naming both selections
     */
    public void require(@ExchangeProperty("loadTarget") LoadTarget target, @Variable("answer") Object answer) {
        SqlAnswer.of(answer).rows().stream()
                .map(LedgerSelection::of)
                .filter(other -> !replaces && !other.equals(selection))
                .findFirst()
                .ifPresent(other -> {
                    throw new ExportConfigurationException(List.of("The table " + names.table() + " holds "
                            + RecordSelection.described(other) + " of study " + target.studyKey()
                            + ", and this run selects " + RecordSelection.described(selection)
                            + ": name another table in snowflake.table, or set export.replace-selection=true"
                            + " (--replace-selection) to have them replaced"));
                });
    }
}
