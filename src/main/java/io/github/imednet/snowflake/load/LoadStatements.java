package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.ColumnKind;
import io.github.imednet.snowflake.model.EntityColumn;
import io.github.imednet.snowflake.model.EntityList;
import io.github.imednet.snowflake.model.RecordColumn;
import io.github.imednet.snowflake.model.StagedFile;
import java.sql.SQLException;
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

    /**
     * Lets a load pass whose rows this role sees: only such rows can be found, and replaced, by the next one.
     *
     * @throws ExportConfigurationException if a policy of Snowflake hides rows that the role has just written
     */
    public void requireVisible(@ExchangeProperty("load") LoadState state, Exchange exchange) throws SQLException {
        Load load = state.filesToSend();
        String table = names.of(load.target().resource()).table();
        long visible = statements
                .query(exchange, "SELECT COUNT(*) AS \"VISIBLE_ROWS\" FROM " + table + " WHERE "
                        + ledger.rowsOfFiles(load))
                .rows().get(0).number("VISIBLE_ROWS");
        if (visible < load.rows()) {
            throw new ExportConfigurationException(List.of("The role sees " + visible + " of the " + load.rows()
                    + " rows that it has just written to " + table + ": a row access policy or a masking policy hides"
                    + " the others from it, and each load would add them once more. The transaction was not committed:"
                    + " exempt the role from the policies of the table, its schema and its database"));
        }
    }

    /** Deletes the rows that the load replaces. */
    public void deleteReplaced(@ExchangeProperty("load") LoadState load, Exchange exchange) throws SQLException {
        load.replaced(statements.update(exchange, deletion(load)));
    }

    /** Asks for the id of the COPY, the statement before, which the load history has. */
    public void queryId(@ExchangeProperty("load") LoadState load, Exchange exchange) throws SQLException {
        load.loadedAs(statements.lastQueryId(exchange));
    }

    /**
     * Takes out what the load replaces: of records those in the id ranges that the load covers, older states
     * of them; of changes those with the keys that were copied; of a whole list all that is not of the files that
     * stay; else the rows of the load's batches.
     */
    private String deletion(LoadState state) {
        LoadTarget target = state.filesToSend().target();
        return "DELETE FROM " + names.of(target.resource()).table() + " WHERE " + replaced(state);
    }

    /** Asks which ids, as ENTITY_ID, are where the load deletes. */
    String idsReplaced(LoadState state) {
        LoadTarget target = state.filesToSend().target();
        return "SELECT " + Sql.quoted(EntityList.of(target.resource()).key().name()) + " AS \"ENTITY_ID\" FROM "
                + names.of(target.resource()).table() + " WHERE " + replaced(state);
    }

    private String replaced(LoadState state) {
        Load load = state.filesToSend();
        LoadTarget target = load.target();
        return switch (target.replacement()) {
            case ID_RANGES -> StudyRows.of(target.studyKey()) + " AND " + idRanges(load);
            case IDS -> new KeyTable(names, target).replaced();
            case BATCHES -> ledger.rowsOfBatches(load);
            case WHOLE_LIST -> StudyRows.of(target.studyKey())
                    + LoadLedger.notOf(SOURCE_FILE, ledger.pathsPresent(state));
        };
    }

    private static String idRanges(Load load) {
        String key = Sql.quoted(EntityList.of(load.target().resource()).key().name());
        return IdRange.covering(load.files()).stream()
                .map(range -> range.contains(key))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** The keys of the load's files alone, see {@link KeyTable}. */
    public String copyKeys(@ExchangeProperty("load") LoadState state) {
        Load load = state.filesToSend();
        return new KeyTable(names, load.target()).copy(load);
    }

    /** The transforming form, which parses JSON text into VARIANT and gives each row the file that it came from. */
    public String copy(@ExchangeProperty("load") LoadState state) {
        Load load = state.filesToSend();
        Map<String, String> values = new LinkedHashMap<>();
        columnsOf(load.target()).forEach(column -> values.put(Sql.quoted(column.name()), value(column)));
        if (load.target().lineage()) {
            values.put(Sql.quoted(SOURCE_FILE), sourceFile(load.folder()));
        }
        return CopyStatement.ofValues(names.of(load.target().resource()).table(), values, load, "");
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

    private static List<EntityColumn> columnsOf(LoadTarget target) {
        EntityList list = EntityList.of(target.resource());
        return list.columns().stream()
                .filter(column -> column != list.unmapped() || target.unmapped())
                .toList();
    }

    static String value(EntityColumn column) {
        String field = "$1:" + column.parquetName();
        return column.kind() == ColumnKind.JSON
                ? "PARSE_JSON(" + field + "::VARCHAR)"
                : field + "::" + column.kind().snowflakeType();
    }
}
