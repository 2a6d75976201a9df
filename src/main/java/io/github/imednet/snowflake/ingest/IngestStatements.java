package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.IngestMode;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.warehouse.Sql;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The SQL of an ingestion. */
public final class IngestStatements {

    /** Temporary: only this session sees it, and it goes with the session. */
    public String createStage(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return "CREATE TEMPORARY STAGE " + ingestion.stage();
    }

    /** Takes the files of a stage that stays. */
    public String removeFiles(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return "REMOVE " + Sql.text(ingestion.stageFolder());
    }

    /** LIKE takes the name as a pattern; {@link IngestColumns#exists} picks the row. */
    public String showTable(@ExchangeProperty("tableIngest") TableIngest table) {
        return "SHOW TABLES LIKE " + Sql.text(table.exactName().replace('\\', '_')) + " IN SCHEMA " + table.schema();
    }

    public String describeTable(@ExchangeProperty("tableIngest") TableIngest table) {
        return "DESCRIBE TABLE " + table.sqlName();
    }

    /** The table that the files are copied into, and nobody else sees. */
    public String createStagingTable(@ExchangeProperty("tableIngest") TableIngest table) {
        return "CREATE TEMPORARY TABLE " + table.stagingName() + definitions(table);
    }

    public String countStaged(@ExchangeProperty("tableIngest") TableIngest table) {
        return "SELECT COUNT(*) AS \"STAGED_ROWS\" FROM " + table.stagingName();
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
    public String createTableAs(@ExchangeProperty("ingestion") Ingestion ingestion) {
        TableIngest table = ingestion.tables().get(0);
        boolean replace = table.mode() == IngestMode.REPLACE;
        return (replace ? "CREATE OR REPLACE TABLE " : "CREATE TABLE ") + table.sqlName() + definitions(table)
                + (replace && table.exists() ? " COPY GRANTS" : "") + " AS SELECT " + columnNames(table, "", "")
                + " FROM " + table.stagingName();
    }

    /** For a table that is to be there before the transaction begins: DDL inside would commit it. */
    public String createTable(@ExchangeProperty("tableIngest") TableIngest table) {
        return "CREATE TABLE IF NOT EXISTS " + table.sqlName() + definitions(table);
    }

    public String insert(@ExchangeProperty("tableIngest") TableIngest table) {
        return "INSERT INTO " + table.sqlName() + columnNames(table, " (", ")") + " SELECT "
                + columnNames(table, "", "") + " FROM " + table.stagingName();
    }

    /** The id by which {@link #describeTransaction} finds it from another session. */
    public String currentTransaction() {
        return "SELECT CURRENT_TRANSACTION() AS \"TRANSACTION_ID\"";
    }

    public String describeTransaction(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return "DESCRIBE TRANSACTION " + Long.parseLong(ingestion.transactionId());
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
