package io.github.imednet.snowflake.ingest;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SnowflakeDataSource;
import io.github.imednet.snowflake.load.SnowflakeSession;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Gives an ingestion its one session: its stage and its staging tables are temporary, so that no other session sees
 * them and nothing is left when it ends, however it ends.
 */
@RouteBean
public final class IngestSession {

    /** A session, and the pool that has logged in for it. */
    record Open(HikariDataSource pool, SnowflakeSession session) {}

    /** Logs in. If it is not the first time, statements go to the new session from now on. */
    public void open(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws SQLException {
        HikariDataSource pool = SnowflakeDataSource.open(ingestion.settings().snowflake(), 1);
        try {
            ingestion.sessions().push(new Open(pool, SnowflakeSession.open(pool, exchange)));
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** Logs out, and with that ends whatever is temporary; does nothing if there is no session. */
    public void close(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws SQLException {
        if (ingestion.hasSession()) {
            Open open = ingestion.sessions().pop();
            try (HikariDataSource pool = open.pool()) {
                open.session().close(exchange);
            } finally {
                close(ingestion, exchange);
            }
        }
    }
}
