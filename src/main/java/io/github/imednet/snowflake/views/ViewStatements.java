package io.github.imednet.snowflake.views;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.load.SqlAnswer;
import io.github.imednet.snowflake.load.WarehouseNames;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for tables and views in the schema, and makes, replaces and drops views. */
@RouteBean
public final class ViewStatements {

    private static final Logger LOG = LoggerFactory.getLogger(ViewStatements.class);

    private final WarehouseNames names;
    private final SnowflakeStatements statements;

    public ViewStatements(ExportSettings settings, SnowflakeStatements statements) {
        this.names = WarehouseNames.of(settings);
        this.statements = statements;
    }

    /** Asks what there is by the names of the views, for the run. SHOW answers with no more than 10,000 rows. */
    public void findObjects(@ExchangeProperty("run") FormViewsRun run, Exchange exchange) throws SQLException {
        Map<String, String> kinds = new TreeMap<>();
        String show = "SHOW OBJECTS IN SCHEMA " + names.schema() + " STARTS WITH "
                + Sql.text(run.formViews().commonPrefix());
        for (SqlAnswer.Row row : statements.query(exchange, show).rows()) {
            kinds.put(row.text("name"), row.text("kind"));
        }
        run.formViews().objects(kinds);
    }

    /** Makes, replaces or drops a view. To do it again does no harm. */
    public void apply(@Body ViewChange change, @ExchangeProperty("run") FormViewsRun run, Exchange exchange)
            throws SQLException {
        statements.execute(exchange, change.sql());
        run.formViews().done(change);
        LOG.info("The view {} is {}", change.name(), switch (change.kind()) {
            case MAKE -> "made";
            case REPLACE -> "replaced";
            case DROP -> "dropped";
        });
    }
}
