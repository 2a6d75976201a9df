package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.load.SqlAnswer;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Looks at the target and at the rows, and finds which columns are loaded. */
@RouteBean
public final class IngestColumns {

    /** The exchange has the ingestion's session. */
    private final SnowflakeStatements statements = new SnowflakeStatements();

    /** Looks whether the table is there. */
    public void look(@ExchangeProperty("tableIngest") TableIngest table, Exchange exchange) throws SQLException {
        statements.showTable(exchange, table.schema(), table.exactName())
                .ifPresent(row -> table.found(row.instant("created_on")));
    }

    public boolean exists(@ExchangeProperty("tableIngest") TableIngest table) {
        return table.exists();
    }

    /**
     * For a table that is not there.
     *
     * @throws ExportConfigurationException if the mode needs one
     */
    public void ofRows(@ExchangeProperty("tableIngest") TableIngest table) throws IOException {
        TableModeException.throwIfAny(table, false);
        table.begin(null);
    }

    /**
     * For a table that is there: asks for its columns.
     *
     * @throws ExportConfigurationException if the mode wants none, or rows have columns that the table lacks
     */
    public void ofTable(@ExchangeProperty("tableIngest") TableIngest table, Exchange exchange)
            throws IOException, SQLException {
        TableModeException.throwIfAny(table, true);
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        for (SqlAnswer.Row row : statements.query(exchange, "DESCRIBE TABLE " + table.sqlName()).rows()) {
            columns.put(row.required("name"), type(row.required("type")));
        }
        table.begin(columns);
    }

    /** A type that nothing here knows, such as GEOGRAPHY, takes text. */
    private static ColumnType type(String text) {
        try {
            return ColumnType.parse(text);
        } catch (IllegalArgumentException e) {
            return ColumnType.of(LogicalType.TEXT);
        }
    }

    /** Counts the rows that were copied, and lets pass a table that has all of them. */
    public void verify(@ExchangeProperty("tableIngest") TableIngest table, Exchange exchange)
            throws IOException, SQLException {
        if (table.isDirect()) {
            table.verify(table.rowsCopied(), 0);
            return;
        }
        String others = table.replaced() == null ? "0" : table.replaced().countOfOthers();
        String sql = "SELECT COUNT(*) AS \"STAGED_ROWS\", " + others + " AS \"OTHER_ROWS\" FROM " + table.stagingName();
        SqlAnswer.Row counts = statements.query(exchange, sql).rows().get(0);
        table.verify(counts.number("STAGED_ROWS"), counts.number("OTHER_ROWS"));
    }
}
