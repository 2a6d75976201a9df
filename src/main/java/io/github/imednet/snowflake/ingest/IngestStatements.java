package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.IngestMode;
import io.github.imednet.snowflake.config.IngestSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.CopyStatement;
import io.github.imednet.snowflake.load.ExternalStage;
import io.github.imednet.snowflake.load.SnowflakeSession;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.TableClaim;
import io.github.imednet.snowflake.types.ColumnType;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** The SQL of an ingestion. */
@RouteBean
public final class IngestStatements {

    /** The exchange has the ingestion's session. */
    private final SnowflakeStatements statements = new SnowflakeStatements();

    /** Makes a temporary stage: only this session sees it, and it goes with the session. */
    public void createStage(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange)
            throws SQLException {
        statements.execute(exchange, "CREATE TEMPORARY STAGE " + ingestion.stage());
    }

    /** Lets an external stage pass that leads to where files are written. */
    public void requirePlace(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange)
            throws SQLException {
        ExternalStage.requireLeadsTo(ingestion.folder(), statements, exchange);
    }

    /** Removes the files from a stage that stays. */
    public void removeFiles(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange)
            throws SQLException {
        statements.execute(exchange, "REMOVE " + Sql.text(ingestion.folder().location()));
    }

    /** Makes the table that the files are copied into, and nobody else sees; none where they go into the target. */
    public void createStagingTable(@ExchangeProperty("tableIngest") TableIngest table, Exchange exchange)
            throws SQLException {
        if (!table.isDirect()) {
            statements.execute(exchange, "CREATE TEMPORARY TABLE " + table.stagingName() + definitions(table));
            table.staged();
        }
    }

    /**
     * Copies just these files. Values match columns by their names, as Snowflake converts them; where documents are
     * among them, which travel as JSON text, the transforming form parses them.
     */
    public String copy(
            @ExchangeProperty("ingestion") Ingestion ingestion,
            @ExchangeProperty("tableIngest") TableIngest table,
            @Body IngestLoad load) {
        String format = " REPLACE_INVALID_CHARACTERS = FALSE USE_VECTORIZED_SCANNER = "
                + (ingestion.settings().get(IngestSettings.VECTORIZED_SCANNER) ? "TRUE" : "FALSE");
        return table.columns().hasDocuments()
                ? CopyStatement.ofValues(table.stagingName(), parsedValues(table), load, format)
                : CopyStatement.byNames(table.stagingName(), table.columns().differInCase(), load, format);
    }

    private static Map<String, String> parsedValues(TableIngest table) {
        Map<String, String> values = new LinkedHashMap<>();
        for (TargetColumn target : table.columns().targets()) {
            ColumnType type = target.column().type();
            String name = Sql.quoted(target.name());
            String field = "$1:" + name;
            values.put(name, switch (type.logical()) {
                case VARIANT -> "PARSE_JSON(" + field + "::VARCHAR)";
                case OBJECT, ARRAY -> "PARSE_JSON(" + field + "::VARCHAR)::" + type.sql();
                default -> field + "::" + type.sql();
            });
        }
        return values;
    }

    /** Whether the table is made with its rows in it, by one statement of DDL. */
    public boolean makesTable(@ExchangeProperty("ingestion") Ingestion ingestion) {
        TableIngest table = ingestion.tables().get(0);
        return !table.mode().inserts()
                || ingestion.tables().size() == 1 && ingestion.ledger() == null && !table.exists();
    }

    /** Makes the table with all rows, or in place of the one that is there, at once: the statement is a transaction. */
    public void createTableAs(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange)
            throws SQLException {
        TableIngest table = ingestion.tables().get(0);
        boolean replace = table.mode() == IngestMode.REPLACE;
        boolean temporary = ingestion.lent() != null && ingestion.lent().temporary();
        String sql = (replace ? "CREATE OR REPLACE " : "CREATE ") + (temporary ? "TEMPORARY TABLE " : "TABLE ")
                + table.sqlName() + definitions(table)
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
        SnowflakeSession session = Objects.requireNonNull(SnowflakeSession.of(exchange));
        session.begin(ingestion.claims().isEmpty() ? "BEGIN" : TableClaim.begin(ingestion.claims()));
        ingestion.transactionId(session.transactionId());
    }

    /** Whether rows of the table go before others come. */
    public boolean replacesRows(@ExchangeProperty("tableIngest") TableIngest table) {
        return table.replaced() != null;
    }

    /** Deletes the rows of the value whose rows come anew. */
    public void deleteReplaced(@ExchangeProperty("tableIngest") TableIngest table, Exchange exchange)
            throws SQLException {
        String sql = "DELETE FROM " + table.sqlName() + " WHERE "
                + Objects.requireNonNull(table.replaced()).condition();
        table.replaced(statements.update(exchange, sql));
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
