package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that a killed process has left open. Snowflake would end them itself, but only when others have
 * waited for them for minutes. Whoever holds the lock for a load knows that no live process has such a transaction.
 */
@RouteBean
public final class AbandonedTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);

    private final WarehouseNames names;
    private final SnowflakeStatements statements;

    public AbandonedTransactions(ExportSettings settings, SnowflakeStatements statements) {
        this.names = WarehouseNames.of(settings);
        this.statements = statements;
    }

    /** Ends those of loads that the lock just taken keeps others from, before this process begins its own. */
    public void end(@ExchangeProperty("run") LockHolder run, Exchange exchange) throws SQLException {
        endAll(TransactionName.of(names.of(run.claim().resource()), run.claim()), statements, exchange);
    }

    static void endAll(TransactionName own, SnowflakeStatements statements, Exchange exchange) throws SQLException {
        // Of the session's user: those of others only an account administrator may see, and end.
        for (SqlAnswer.Row transaction : transactions(statements, exchange)) {
            if (own.excludes(transaction.text("name"))) {
                abort(transaction, statements, exchange);
            }
        }
    }

    /** None where they cannot be listed: then what an ended process left ends by itself, and the run waits for it. */
    private static List<SqlAnswer.Row> transactions(SnowflakeStatements statements, Exchange exchange)
            throws SQLException {
        try {
            return statements.query(exchange, "SHOW TRANSACTIONS").rows();
        } catch (SQLException e) {
            if (!SnowflakeErrors.isOfStatement(e)) {
                throw e;
            }
            LOG.warn("Transactions that an ended process may have left open cannot be listed: {}", e.getMessage());
            return List.of();
        }
    }

    private static void abort(SqlAnswer.Row transaction, SnowflakeStatements statements, Exchange exchange)
            throws SQLException {
        long id = transaction.number("id");
        try {
            statements.query(exchange, "SELECT SYSTEM$ABORT_TRANSACTION(" + id + ")");
            LOG.warn("A process that has ended left transaction {} open, since {}: it was rolled back", id,
                    transaction.text("started_on"));
        } catch (SQLException e) {
            if (!SnowflakeErrors.isOfStatement(e)) {
                throw e;
            }
            LOG.warn("A process that has ended left transaction {} open, and it cannot be ended: {}. Statements"
                    + " that wait for it wait until Snowflake ends it, for five minutes or longer", id, e.getMessage());
        }
    }
}
