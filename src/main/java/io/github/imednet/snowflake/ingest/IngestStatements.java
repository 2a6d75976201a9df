package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.IngestMode;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.types.ColumnType;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** The SQL of an ingestion. */
@RouteBean
public final class IngestStatements {

    /** The exchange has the ingestion's session. */
    private final SnowflakeStatements statements = new SnowflakeStatements(null);

    /** Makes a temporary stage: only this session sees it, and it goes with the session. */
    public void createStage(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange)
            throws SQLException {
        statements.execute(exchange, "CREATE TEMPORARY STAGE " + ingestion.stage());
    }

    /** Removes the files from a stage that stays. */
    public void removeFiles(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange)
            throws SQLException {
        statements.execute(exchange, "REMOVE " + Sql.text(ingestion.stageFolder()));
    }

    /** LIKE takes the name as a pattern; {@link IngestColumns#shown} picks the row. */
    static String showTable(TableIngest table) {
        return "SHOW TABLES LIKE " + Sql.text(table.exactName().replace('\\', '_')) + " IN SCHEMA " + table.schema();
    }

    /** Makes the table that the files are copied into, and nobody else sees. */
    public void createStagingTable(@ExchangeProperty("tableIngest") TableIngest table, Exchange exchange)
            throws SQLException {
        statements.execute(exchange, "CREATE TEMPORARY TABLE " + table.stagingName() + definitions(table));
    }

    /** The driver knows Parquet by the name's end: it is not packed once more. */
    public String put(
            @ExchangeProperty("ingestion") Ingestion ingestion, @ExchangeProperty("ingestFile") IngestFile file) {
        return "PUT " + Sql.text("file://" + file.path().toUri().getPath()) + ' ' + Sql.text(ingestion.stageFolder())
                + " AUTO_COMPRESS = FALSE OVERWRITE = TRUE";
    }

    /**
     * Copies just these files. Values match columns by their names, as Snowflake converts them; where documents are
     * among them, which travel as JSON text, the transforming form parses them.
     */
    public String copy(
            @ExchangeProperty("ingestion") Ingestion ingestion,
            @ExchangeProperty("tableIngest") TableIngest table,
            @Body List<IngestFile> files) {
        boolean parsed = table.columns().hasDocuments();
        String match = table.columns().differInCase() ? "CASE_SENSITIVE" : "CASE_INSENSITIVE";
        String from = parsed
                ? columnNames(table, "(", ")") + " FROM (SELECT " + parsedValues(table) + " FROM "
                        + ingestion.stageFolder() + ")"
                : " FROM " + ingestion.stageFolder();
        return "COPY INTO " + table.stagingName() + from
                + " FILES = " + Sql.texts(files.stream().map(IngestFile::name).toList())
                + " FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE BINARY_AS_TEXT = FALSE"
                + " REPLACE_INVALID_CHARACTERS = FALSE USE_VECTORIZED_SCANNER = "
                + (ingestion.settings().vectorizedScanner() ? "TRUE)" : "FALSE)")
                + (parsed ? "" : " MATCH_BY_COLUMN_NAME = " + match)
                + " ON_ERROR = ABORT_STATEMENT";
    }

    private static String parsedValues(TableIngest table) {
        return table.columns().targets().stream()
                .map(target -> {
                    ColumnType type = target.column().type();
                    String field = "$1:" + Sql.quoted(target.name());
                    return switch (type.logical()) {
                        case VARIANT -> "PARSE_JSON(" + field + "::VARCHAR)";
                        case OBJECT, ARRAY -> "PARSE_JSON(" + field + "::VARCHAR)::" + type.sql();
                        default -> field + "::" + type.sql();
                    };
                })
                .collect(Collectors.joining(", "));
    }

    /** Whether the table is made with its rows in it, by one statement of DDL. */
    public boolean makesTable(@ExchangeProperty("ingestion") Ingestion ingestion) {
        TableIngest table = ingestion.tables().get(0);
        return !table.mode().appends()
                || ingestion.tables().size() == 1 && ingestion.ledger() == null && !table.exists();
    }

    /** Makes the table with all rows, or in place of the one that is there, at once: the statement is a transaction. */
    public void createTableAs(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange)
            throws SQLException {
        TableIngest table = ingestion.tables().get(0);
        boolean replace = table.mode() == IngestMode.REPLACE;
        String sql = (replace ? "CREATE OR REPLACE TABLE " : "CREATE TABLE ") + table.sqlName() + definitions(table)
                + (replace && table.exists() ? " COPY GRANTS" : "") + " AS SELECT " + columnNames(table, "", "")
                + " FROM " + table.stagingName();
        statements.execute(exchange, sql);
    }

    /** Makes a table that is to be there before the transaction begins: DDL inside would commit it. */
    public void createTable(@ExchangeProperty("tableIngest") TableIngest table, Exchange exchange)
            throws SQLException {
        statements.execute(exchange, "CREATE TABLE IF NOT EXISTS " + table.sqlName() + definitions(table));
    }

    /** Begins the transaction in which the rows become visible. */
    public void begin(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws SQLException {
        statements.execute(exchange, ingestion.ledger() == null ? "BEGIN" : ingestion.ledger().begin());
    }

    /** Inserts the rows that were copied. */
    public void insert(@ExchangeProperty("tableIngest") TableIngest table, Exchange exchange) throws SQLException {
        statements.execute(
                exchange,
                "INSERT INTO " + table.sqlName() + columnNames(table, " (", ")") + " SELECT "
                        + columnNames(table, "", "") + " FROM " + table.stagingName());
    }

    public void commit(Exchange exchange) throws SQLException {
        statements.execute(exchange, "COMMIT");
    }

    public void rollback(Exchange exchange) throws SQLException {
        statements.execute(exchange, "ROLLBACK");
    }

    private static String definitions(TableIngest table) {
        return table.columns().targets().stream()
                .map(target -> Sql.quoted(target.name()) + ' ' + target.column().type().sql())
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String columnNames(TableIngest table, String before, String after) {
        return table.columns().targets().stream()
                .map(target -> Sql.quoted(target.name()))
                .collect(Collectors.joining(", ", before, after));
    }
}
