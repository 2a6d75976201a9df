package io.github.imednet.snowflake.ingest;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SnowflakeDataSource;
import io.github.imednet.snowflake.load.SnowflakeSession;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/**
 * Gives an ingestion its one session: its stage and its staging tables are temporary, so that no other session sees
 * them and nothing is left when it ends, however it ends.
 */
@RouteBean
public final class IngestSession {

    /** The exchange has the session. */
    private final SnowflakeStatements statements = new SnowflakeStatements();

    /** A session, and the pool that has logged in for it, or null for one that is lent. */
    record Open(@Nullable HikariDataSource pool, SnowflakeSession session) {}

    /**
     * Logs in, or takes the session that is lent. If it is not the first time, it logs in, and statements go to the new
     * session from now on.
     */
    public void open(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws SQLException {
        if (ingestion.lent() != null && !ingestion.hasSession()) {
            SnowflakeSession lent = SnowflakeSession.lend(ingestion.lent().connection(), exchange);
            ingestion.sessions().push(new Open(null, lent));
            return;
        }
        HikariDataSource pool = SnowflakeDataSource.open(ingestion.settings().snowflake(), 1);
        try {
            ingestion.sessions().push(new Open(pool, SnowflakeSession.open(pool, exchange)));
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Logs out, and with that ends whatever is temporary, or ends it in a session that is lent; does nothing if there
     * is no session.
     */
    public void close(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws SQLException {
        if (ingestion.hasSession()) {
            Open open = ingestion.sessions().pop();
            try (HikariDataSource pool = open.pool()) {
                if (pool == null) {
                    dropTemporary(ingestion, exchange);
                }
                open.session().close(exchange);
            } finally {
                close(ingestion, exchange);
            }
        }
    }

    /** What was made, and nothing else: inside a transaction nothing was, and DDL would commit it. */
    private void dropTemporary(Ingestion ingestion, Exchange exchange) throws SQLException {
        for (TableIngest table : ingestion.tables()) {
            if (table.isStaged()) {
                statements.execute(exchange, "DROP TABLE IF EXISTS " + table.stagingName());
            }
        }
        if (ingestion.hasOwnStage()) {
            statements.execute(exchange, "DROP STAGE IF EXISTS " + ingestion.stage());
        }
    }
}
