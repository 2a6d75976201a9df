package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.RecordColumn;
import io.github.imednet.snowflake.model.StagedFile;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** The SQL of a load: the removal of what the load replaces, and COPY. */
@RouteBean
public final class LoadStatements {

    static final String SOURCE_FILE = "_SOURCE_FILE";

    private final WarehouseNames names;
    private final LoadLedger ledger;
    private final SnowflakeStatements statements;

    public LoadStatements(ExportSettings settings, SnowflakeStatements statements) {
        this.statements = statements;
        this.names = WarehouseNames.of(settings);
        this.ledger = new LoadLedger(settings, statements);
    }

    /**
     * Lets a load pass whose records have all their fields in the table's columns.
     *
     * @throws ExportConfigurationException naming a record that has fields without one
     */
    public void requireColumns(@ExchangeProperty("load") LoadState state) {
        Load load = state.load();
        load.files().stream()
                .map(StagedFile::unmappedId)
                .filter(id -> id != null && !load.target().unmapped())
                .findFirst()
                .ifPresent(id -> {
                    throw new ExportConfigurationException(
                            List.of("Record " + id + " has fields that fit no column, and"
                                    + " the table has no column " + RecordColumn._UNMAPPED_FIELDS.name()
                                    + " VARIANT that would keep them: add it"));
                });
    }

    /** Deletes the rows that the load replaces. */
    public void deleteReplaced(@ExchangeProperty("load") LoadState load, Exchange exchange) throws SQLException {
        load.replaced(statements.update(exchange, deletion(load.filesToSend())));
    }

    /** Asks for the id of the COPY, the statement before, which the load history has. */
    public void queryId(@ExchangeProperty("load") LoadState load, Exchange exchange) throws SQLException {
        load.copied(statements.lastQueryId(exchange));
    }

    /**
     * Takes out what the load replaces: of a study that is loaded as a whole its rows in the id ranges that
     * the load covers, older states of its records; else the rows of the load's batches.
     */
    private String deletion(Load load) {
        if (!load.target().whole()) {
            return "DELETE FROM " + names.table() + " WHERE " + ledger.rowsOfBatches(load);
        }
        String ranges = IdRange.covering(load.files()).stream()
                .map(range -> range.contains("\"RECORD_ID\""))
                .collect(Collectors.joining(" OR ", "(", ")"));
        return "DELETE FROM " + names.table() + " WHERE \"STUDY_KEY\" = " + Sql.text(load.target().studyKey())
                + " AND " + ranges;
    }

    /** The transforming form, which parses JSON text into VARIANT and gives each row the file that it came from. */
    public String copy(@ExchangeProperty("load") LoadState state) {
        Load load = state.filesToSend();
        Map<String, String> values = new LinkedHashMap<>();
        columnsOf(load.target()).forEach(column -> values.put(Sql.quoted(column.name()), value(column)));
        if (load.target().lineage()) {
            values.put(Sql.quoted(SOURCE_FILE), sourceFile(load.folder()));
        }
        return CopyStatement.ofValues(names.table(), values, load, "", " FORCE = " + (state.force() ? "TRUE" : "FALSE"));
    }

    /**
     * Path of a row's file inside the stage: what METADATA$FILENAME says of an internal one. Of an external stage it
     * says the path inside the bucket, of which only the file's name is the load's.
     */
    private static String sourceFile(StageFolder folder) {
        return folder.storage() == null
                ? "METADATA$FILENAME"
                : Sql.text(folder.prefix()) + " || SPLIT_PART(METADATA$FILENAME, '/', -1)";
    }

    private static List<RecordColumn> columnsOf(LoadTarget target) {
        return Arrays.stream(RecordColumn.values())
                .filter(column -> column != RecordColumn._UNMAPPED_FIELDS || target.unmapped())
                .toList();
    }

    private static String value(RecordColumn column) {
        String field = "$1:" + column.parquetName();
        return column.kind() == RecordColumn.Kind.JSON
                ? "PARSE_JSON(" + field + "::VARCHAR)"
                : field + "::" + column.kind().snowflakeType();
    }
}
