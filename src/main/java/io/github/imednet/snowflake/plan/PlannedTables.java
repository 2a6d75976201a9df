package io.github.imednet.snowflake.plan;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SharedSettings;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.WarehouseNames;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Looks which tables of the exporter's own are there, beside the ledger. */
@RouteBean
public final class PlannedTables {

    private final ExportSettings settings;
    private final SnowflakeStatements statements;

    public PlannedTables(ExportSettings settings, SnowflakeStatements statements) {
        this.settings = settings;
        this.statements = statements;
    }

    /** Enters those that an export would make. */
    public void look(@ExchangeProperty("plan") StudyPlan plan, Exchange exchange) throws SQLException {
        if (!settings.createTable()) {
            return;
        }
        look("lock table", settings.get(SharedSettings.LOCK_TABLE), plan, exchange);
        if (settings.incremental().wanted()) {
            look("sync table", settings.incremental().syncTable(), plan, exchange);
        }
        if (settings.formViews().wanted()) {
            look("view ledger", settings.formViews().ledgerTable(), plan, exchange);
        }
    }

    private void look(String kind, String table, StudyPlan plan, Exchange exchange) throws SQLException {
        String name = Sql.unquoted(Sql.identifier(table));
        if (statements.showTable(exchange, WarehouseNames.schemaOf(settings.snowflake()), name).isEmpty()) {
            plan.makes(kind + ' ' + table);
        }
    }
}
