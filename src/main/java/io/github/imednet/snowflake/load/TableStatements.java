package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.model.EntityColumn;
import io.github.imednet.snowflake.model.EntityList;
import io.github.imednet.snowflake.model.RecordColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Makes the table of a list and its stage where they are missing, and looks at them before the first load. */
@RouteBean
public final class TableStatements {

    private final WarehouseNames names;
    private final LoadLedger ledger;
    private final SnowflakeStatements statements;

    public TableStatements(ExportSettings settings, SnowflakeStatements statements) {
        this.names = WarehouseNames.of(settings);
        this.ledger = new LoadLedger(settings, statements);
        this.statements = statements;
    }

    /** Makes the stage where it is missing. */
    public void createStage(Exchange exchange) throws SQLException {
        statements.execute(exchange, "CREATE STAGE IF NOT EXISTS " + names.folder().stage());
    }

    /** Lets a stage pass that is there, and that the role may use. */
    public void describeStage(Exchange exchange) throws SQLException {
        statements.execute(exchange, "DESCRIBE STAGE " + names.folder().stage());
    }

    /** Makes the table where it is missing. */
    public void createTable(@ExchangeProperty("run") TableRun run, Exchange exchange) throws SQLException {
        String columns = EntityList.of(run.resource()).columns().stream()
                .map(column -> Sql.quoted(column.name()) + ' ' + column.kind().snowflakeType())
                .collect(Collectors.joining(", "));
        statements.execute(exchange, "CREATE TABLE IF NOT EXISTS " + table(run) + " (" + columns + ", "
                + Sql.quoted(LoadStatements.SOURCE_FILE) + " VARCHAR)");
    }

    /**
     * Asks for the names of the table's columns, for the run.
     *
     * @throws ExportConfigurationException naming the columns of the list that the table lacks
     */
    public void columns(@ExchangeProperty("run") TableRun run, Exchange exchange) throws SQLException {
        Set<String> present = statements.query(exchange, "DESCRIBE TABLE " + table(run)).rows().stream()
                .map(row -> row.text("name"))
                .collect(Collectors.toCollection(HashSet::new));
        List<String> missing = new ArrayList<>();
        EntityList list = EntityList.of(run.resource());
        for (EntityColumn column : list.columns()) {
            if (!(column == list.unmapped() && mayLackColumns(run)) && !present.contains(column.name())) {
                missing.add(column.name() + ' ' + column.kind().snowflakeType());
            }
        }
        if (!mayLackColumns(run) && !present.contains(LoadStatements.SOURCE_FILE)) {
            missing.add(LoadStatements.SOURCE_FILE + " VARCHAR");
        }
        if (!missing.isEmpty()) {
            throw new ExportConfigurationException(List.of("The table " + table(run) + " lacks the columns "
                    + String.join(", ", missing) + ": add them, or name another table in snowflake.table"));
        }
        run.table().columns(present);
    }

    /** Asks when the table was created, for the run. */
    public void created(@ExchangeProperty("run") TableRun run, Exchange exchange) throws SQLException {
        WarehouseNames list = names.of(run.resource());
        String created = statements
                .showTable(exchange, names.schema(), list.tableName())
                .map(row -> row.instant("created_on"))
                .orElseThrow(() -> new ExportConfigurationException(
                        List.of("The table " + list.table() + " cannot be seen: grant SELECT on it to the role")));
        run.table().created(created);
    }

    /** Rows of the study in the table, and how many of them are known to be of this tool's files. */
    private SqlAnswer.Row countStudyRows(LoadRun run, boolean lineage, Exchange exchange) throws SQLException {
        String count = "SELECT COUNT(*) AS \"STUDY_ROWS\", " + knownRows(run, lineage) + " AS \"KNOWN_ROWS\" FROM "
                + table(run) + " WHERE " + StudyRows.of(run.studyKey());
        return statements.query(exchange, count).rows().get(0);
    }

    private String knownRows(LoadRun run, boolean lineage) {
        if (lineage) {
            return "COUNT(" + Sql.quoted(LoadStatements.SOURCE_FILE) + ")";
        }
        return run.table().hasLedger()
                ? ledger.of(run.resource()).knownRows(run.studyKey(), run.table().created())
                : "0";
    }

    /**
     * Asks for the study's rows in the table as the run finds it.
     *
     * @throws ExportConfigurationException if rows of the study are there that this tool did not load: it would double
     *     them, or have to delete what is not its own
     */
    public void target(@ExchangeProperty("run") LoadRun run, Exchange exchange) throws SQLException {
        String studyKey = run.studyKey();
        Set<String> columns = run.table().columns();
        boolean lineage = columns.contains(LoadStatements.SOURCE_FILE);
        SqlAnswer.Row row = countStudyRows(run, lineage, exchange);
        long studyRows = row.number("STUDY_ROWS");
        if (studyRows > 0 && row.number("KNOWN_ROWS") != studyRows) {
            throw new ExportConfigurationException(List.of("The table " + table(run) + " has " + studyRows
                    + " rows of study " + studyKey + ", but " + row.number("KNOWN_ROWS")
                    + " are known as loaded by this tool: delete them, or name another table in snowflake.table"));
        }
        boolean unmapped = columns.contains(RecordColumn._UNMAPPED_FIELDS.name());
        run.table().found(new LoadTarget(
                run.id(),
                studyKey,
                run.resource(),
                run.table().created(),
                lineage,
                unmapped,
                studyRows,
                Replacement.ofAll(run.resource()),
                run.selection()));
    }

    private String table(TableRun run) {
        return names.of(run.resource()).table();
    }

    /** Tables of records may be of an earlier version, which had fewer columns. */
    private static boolean mayLackColumns(TableRun run) {
        return run.resource() == ImednetResource.RECORDS;
    }
}
