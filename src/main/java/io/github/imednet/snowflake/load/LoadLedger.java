package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.LoadReceipt.LoadedFile;
import io.github.imednet.snowflake.model.StagedFile;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/**
 * The table in Snowflake that says which files were loaded, written in the same transaction as the rows. It, and not
 * Snowflake's load history of 64 days, decides what is loaded.
 */
@RouteBean
public final class LoadLedger {

    /** How many of a file's rows were replaced, each by a newer state of its record; NULL as 0. */
    static final String REPLACED_ROWS = "REPLACED_ROWS";

    /** Of a file: those that were not replaced. */
    static final String ROWS_LEFT =
            "\"ROW_COUNT\" - COALESCE(" + Sql.quoted(REPLACED_ROWS) + ", 0)";

    /** Of an entry: that it is {@link BatchLedger}'s, for several files at once. Each other is of one file. */
    static final String OF_ANY_ROWS = "\"SHA256\" IS NULL";

    /** The columns of an entry that are the same for all files of a load. */
    private static final String OF_LOAD =
            quoted("RUN_ID", "STUDY_KEY", "TABLE_NAME", "TABLE_CREATED", "QUERY_ID", "SELECTION", "LOADED_AT");

    /** The columns of an entry that are a file's own. */
    private static final String OF_FILE =
            quoted("BATCH_ID", "STAGE_PATH", "SHA256", "BYTES", "ROW_COUNT", "AFTER_ID", "LAST_ID");

    private final WarehouseNames names;
    private final boolean idempotent;
    private final String selection;
    private final String selectionOfLists;
    private final SnowflakeStatements statements;

    public LoadLedger(ExportSettings settings, SnowflakeStatements statements) {
        this.statements = statements;
        this.names = WarehouseNames.of(settings);
        this.idempotent = settings.idempotent();
        this.selection = settings.selection().text();
        this.selectionOfLists = settings.of(ImednetResource.STUDIES).selection().text();
    }

    /** For batches of any rows, which no study and no selection has. */
    LoadLedger(WarehouseNames names) {
        this(names, true, "", new SnowflakeStatements());
    }

    private LoadLedger(
            WarehouseNames names, boolean idempotent, String selection, SnowflakeStatements statements) {
        this.names = names;
        this.idempotent = idempotent;
        this.selection = selection;
        this.selectionOfLists = selection;
        this.statements = statements;
    }

    /** What the ledger says of the table of a list. */
    LoadLedger of(ImednetResource resource) {
        return resource == ImednetResource.RECORDS
                ? this
                : new LoadLedger(names.of(resource), idempotent, selectionOfLists, statements);
    }

    /** Makes the ledger where it is missing. */
    public void createTable(Exchange exchange) throws SQLException {
        statements.execute(exchange, definition());
    }

    String definition() {
        return "CREATE TABLE IF NOT EXISTS " + names.ledger()
                + " (\"RUN_ID\" VARCHAR, \"STUDY_KEY\" VARCHAR, \"BATCH_ID\" VARCHAR, \"TABLE_NAME\" VARCHAR,"
                + " \"TABLE_CREATED\" VARCHAR, \"STAGE_PATH\" VARCHAR, \"SHA256\" VARCHAR, \"BYTES\" NUMBER(38,0),"
                + " \"ROW_COUNT\" NUMBER(38,0), \"AFTER_ID\" NUMBER(38,0), \"LAST_ID\" NUMBER(38,0),"
                + " \"QUERY_ID\" VARCHAR, \"LOADED_AT\" TIMESTAMP_NTZ, \"SUPERSEDED_AT\" TIMESTAMP_NTZ,"
                + " \"SELECTION\" VARCHAR, " + Sql.quoted(REPLACED_ROWS) + " NUMBER(38,0))";
    }

    /** A subquery: how many rows of the study the ledger says are in the table. */
    String knownRows(String studyKey, String tableCreated) {
        return "(SELECT COALESCE(SUM(" + ROWS_LEFT + "), 0) FROM " + names.ledger() + " WHERE "
                + current(studyKey, tableCreated) + ")";
    }

    /** The study's files that the ledger says are in the table, and their rows. */
    String rowsByFile(LoadTarget target) {
        return "SELECT \"STAGE_PATH\", " + ROWS_LEFT + " AS \"ROW_COUNT\" FROM " + names.ledger() + " WHERE "
                + current(target);
    }

    /**
     * Asks the ledger, and the table where that tells, which files of the load are to be sent. Where the COMMIT of an
     * earlier attempt was not answered, neither tells before that transaction has ended.
     *
     * @param attempt 0 for the first, null counts as that: Camel's own count, which the route policy of collect-load
     *     keeps to the retries of this load
     */
    public void ask(
            @ExchangeProperty("load") LoadState load,
            @ExchangeProperty("run") TableRun run,
            @Header(Exchange.REDELIVERY_COUNTER) @Nullable Integer attempt,
            Exchange exchange)
            throws SQLException {
        requireDecided(load, exchange);
        Load asked = load.load();
        LoadLedger ledger = of(asked.target().resource());
        LedgerLookup lookup = new LedgerLookup(ledger, ledger.names, idempotent, run.isReplay());
        load.decided(lookup.decide(asked, statements.query(exchange, lookup.statement(asked)), attempt));
    }

    private void requireDecided(LoadState load, Exchange exchange) throws SQLException {
        String id = load.undecided();
        if (id != null && TransactionState.ask(statements, exchange, id) == TransactionState.RUNNING) {
            throw new SQLException("Snowflake is still executing the COMMIT of an earlier attempt (transaction " + id
                    + "): look there whether it ends, then run again, which asks the ledger what was loaded");
        }
    }

    /** By the table itself where it tells: of one that was made anew with its rows the ledger knows none. */
    private String overlapping(List<StagedFile> files, LoadTarget target) {
        String others = target.lineage()
                ? "(" + new StudyRows(names, target.resource()).byFile(target.studyKey(), true)
                        + ") AS \"FILES\" WHERE " + overlaps(files, "\"FIRST_ID\" - 1")
                : names.ledger() + " WHERE " + current(target) + " AND " + overlaps(files, "\"AFTER_ID\"");
        return "SELECT \"STAGE_PATH\" FROM " + others + " AND \"STAGE_PATH\" NOT IN "
                + Sql.texts(
                        files.stream().map(file -> names.folder().path(file.name())).toList())
                + " ORDER BY 1 LIMIT 1";
    }

    /**
     * Asks for other files in the table that have records of the same ranges of ids as these, and lets a replay pass
     * that replaces none of them.
     *
     * @throws ExportConfigurationException naming a file whose rows would be replaced
     */
    public void requireNothingReplaced(
            @Body List<StagedFile> files, @ExchangeProperty("run") LoadRun run, Exchange exchange)
            throws SQLException {
        LoadTarget target = run.target();
        List<SqlAnswer.Row> others =
                statements.query(exchange, overlapping(files, target)).rows();
        if (target.studyRows() > 0 && !others.isEmpty()) {
            throw new ExportConfigurationException(List.of("The table " + names.table() + " has other rows of the same"
                    + " records, such as those of " + others.get(0).text("STAGE_PATH") + ": name"
                    + " another table in snowflake.table (--table), or set export.idempotent=false (--force-reload) to"
                    + " have them replaced"));
        }
    }

    /** Marks the files that the load replaces. */
    public void supersede(@ExchangeProperty("load") LoadState load, Exchange exchange) throws SQLException {
        statements.execute(exchange, of(load.load().target().resource()).superseding(load));
    }

    private String superseding(LoadState state) {
        Load load = state.filesToSend();
        return superseding(switch (load.target().replacement()) {
            // A replay has narrower ranges than the entries of files that stay.
            case ID_RANGES -> current(load.target()) + " AND " + overlaps(load.files(), "\"AFTER_ID\"")
                    + notOf("STAGE_PATH", pathsPresent(state));
            // They may have been loaded before, and lost rows to newer ones since.
            case IDS -> current(load.target()) + " AND \"STAGE_PATH\" IN " + Sql.texts(stagePaths(load));
            case BATCHES -> current(load.target().tableCreated()) + " AND " + entriesOfBatches(load);
            case WHOLE_LIST -> current(load.target()) + notOf("STAGE_PATH", pathsPresent(state));
        });
    }

    private String superseding(String entries) {
        return "UPDATE " + names.ledger() + " SET \"SUPERSEDED_AT\" = " + SqlTimestamp.now() + " WHERE " + entries;
    }

    /** Counts, for each file, its rows whose keys were copied: the load has newer states of them. */
    public void countReplaced(@ExchangeProperty("load") LoadState state, Exchange exchange) throws SQLException {
        LoadTarget target = state.load().target();
        statements.execute(exchange, of(target.resource()).countingReplaced(target));
    }

    private String countingReplaced(LoadTarget target) {
        String counted = "SELECT \"_SOURCE_FILE\" AS \"FILE\", COUNT(*) AS \"REPLACED\" FROM " + names.table()
                + " WHERE " + new KeyTable(names, target).replaced() + " GROUP BY 1";
        return "UPDATE " + names.ledger() + " SET " + Sql.quoted(REPLACED_ROWS) + " = COALESCE("
                + Sql.quoted(REPLACED_ROWS) + ", 0) + \"COUNTED\".\"REPLACED\" FROM (" + counted
                + ") AS \"COUNTED\" WHERE " + current(target) + " AND \"STAGE_PATH\" = \"COUNTED\".\"FILE\"";
    }

    /** The paths of a load's files whose rows are in the table, and stay there. */
    List<String> pathsPresent(LoadState state) {
        return state.hasFilesPresent()
                ? state.filesPresent().files().stream()
                        .map(present -> names.folder().path(present.file().name()))
                        .toList()
                : List.of();
    }

    /** A further condition of the study's rows: that they are not of these files. */
    static String notOf(String column, List<String> paths) {
        String quoted = Sql.quoted(column);
        return paths.isEmpty() ? "" : " AND (" + quoted + " IS NULL OR " + quoted + " NOT IN " + Sql.texts(paths) + ")";
    }

    private static String overlaps(List<StagedFile> files, String afterId) {
        return IdRange.covering(files).stream()
                .map(range -> range.overlaps(afterId, "\"LAST_ID\""))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** Marks files whose last rows are deleted from the table. */
    public void supersedeStale(@ExchangeProperty("run") LoadRun run, Exchange exchange) throws SQLException {
        String stale = of(run.resource()).current(run.target()) + " AND \"STAGE_PATH\" IN "
                + Sql.texts(run.table().stalePaths());
        statements.execute(exchange, superseding(stale));
    }

    /** Records the files that were copied, one row each. */
    public void record(@ExchangeProperty("load") LoadState load, Exchange exchange) throws SQLException {
        LoadTarget target = load.load().target();
        statements.execute(
                exchange, of(target.resource()).recording(target, load.filesLoaded().files()));
    }

    /**
     * What is the same for all files stands once, beside their values: Snowflake takes a statement of 1 MB at most, and
     * the text of a selection may be long. There a function is also planned once, and not for every row.
     *
     * @param files of one COPY
     */
    String recording(LoadTarget target, List<LoadedFile> files) {
        LoadedFile first = files.get(0);
        String ofLoad = texts(
                target.runId(),
                target.studyKey(),
                names.tableName(),
                target.tableCreated(),
                first.queryId(),
                selectionOf(target));
        return "INSERT INTO " + names.ledger() + " (" + OF_LOAD + ", " + OF_FILE + ") SELECT " + ofLoad + ", "
                + SqlTimestamp.of(first.loadedAt()) + ", " + OF_FILE + " FROM (VALUES "
                + files.stream().map(this::entry).collect(Collectors.joining(", "))
                + ") AS \"ENTRIES\" (" + OF_FILE + ")";
    }

    private String entry(LoadedFile loaded) {
        StagedFile file = loaded.file();
        return "(" + texts(file.batchId(), names.folder().path(file.name()), file.sha256()) + ", " + file.bytes() + ", "
                + loaded.rows() + ", " + file.afterId() + ", " + file.lastId() + ")";
    }

    private static String texts(String... values) {
        return Stream.of(values).map(Sql::text).collect(Collectors.joining(", "));
    }

    private static String quoted(String... columns) {
        return Stream.of(columns).map(Sql::quoted).collect(Collectors.joining(", "));
    }

    String selectionOf(LoadTarget target) {
        return target.selection() == null ? selection : target.selection();
    }

    /** The condition that a row of the table is of one of a load's files as they are now. */
    String rowsOfFiles(Load load) {
        LoadTarget target = load.target();
        return (target.whole() ? StudyRows.of(target.studyKey()) + " AND " : "") + "\"_SOURCE_FILE\" IN "
                + Sql.texts(stagePaths(load));
    }

    /** The rows of a load's files: those of its batches as they are now, and as they were. */
    String rowsOfBatches(Load load) {
        return "\"_SOURCE_FILE\" IN " + Sql.texts(stagePaths(load))
                + " OR \"_SOURCE_FILE\" IN (SELECT \"STAGE_PATH\" FROM " + names.ledger() + " WHERE "
                + entriesOfBatches(load) + ")";
    }

    /**
     * The entries of a load's batches, as they are now, and as they were: of whatever table, for one that was restored
     * or swapped has rows that the ledger has entered for another, and a path is of one batch only. A batch of any rows
     * may have the same id, and is another one.
     */
    String entriesOfBatches(Load load) {
        return "(\"STAGE_PATH\" IN " + Sql.texts(stagePaths(load)) + " OR \"BATCH_ID\" IN "
                + Sql.texts(load.batchIds()) + ") AND NOT " + OF_ANY_ROWS;
    }

    List<String> stagePaths(Load load) {
        return load.fileNames().stream().map(names.folder()::path).toList();
    }

    /** The rows that speak of the table as it is now, and of the study's files that nothing has replaced. */
    String current(LoadTarget target) {
        return current(target.studyKey(), target.tableCreated());
    }

    String current(String studyKey, String tableCreated) {
        return current(tableCreated) + " AND \"STUDY_KEY\" = " + Sql.text(studyKey);
    }

    String current(String tableCreated) {
        return "\"TABLE_NAME\" = " + Sql.text(names.tableName()) + " AND \"TABLE_CREATED\" = " + Sql.text(tableCreated)
                + " AND \"SUPERSEDED_AT\" IS NULL";
    }
}
