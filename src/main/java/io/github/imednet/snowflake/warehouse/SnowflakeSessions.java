package io.github.imednet.snowflake.warehouse;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.ExportSettings;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and closes the sessions of exchanges whose statements belong together, and their transactions. */
public final class SnowflakeSessions {

    private static final Logger LOG = LoggerFactory.getLogger(SnowflakeSessions.class);

    private final HikariDataSource pool;
    private final WarehouseNames names;

    public SnowflakeSessions(HikariDataSource pool, ExportSettings settings) {
        this.pool = pool;
        this.names = WarehouseNames.of(settings);
    }

    /** From now on all statements of the exchange go to one session. */
    public void open(Exchange exchange) throws SQLException {
        SnowflakeSession.open(pool, exchange);
    }

    /** The session's last statement was answered. */
    public void close(Exchange exchange) throws SQLException {
        required(exchange).close(exchange);
    }

    /** Opens a session and begins a transaction in it. Whatever happens then, {@link #end} is to follow. */
    public void begin(
            @ExchangeProperty("studyKey") String studyKey,
            @ExchangeProperty("batchId") String batchId,
            Exchange exchange)
            throws SQLException {
        SnowflakeSession session = SnowflakeSession.open(pool, exchange);
        try {
            session.begin(TransactionName.of(names, studyKey, batchId));
        } catch (SQLException | RuntimeException e) {
            session.evict(exchange);
            throw e;
        }
    }

    /** If this fails, the fate of the transaction is unknown: only the ledger can tell. */
    public void commit(Exchange exchange) throws SQLException {
        required(exchange).commit();
    }

    /**
     * Undoes what was not committed, and returns the session. One that cannot even do that is ended, upon which
     * Snowflake rolls back.
     */
    public void end(Exchange exchange) throws SQLException {
        SnowflakeSession session = required(exchange);
        try {
            session.rollback();
        } catch (SQLException e) {
            LOG.info("The session cannot roll back and is ended: {}", e.getMessage());
            session.evict(exchange);
            return;
        }
        session.close(exchange);
    }

    private static SnowflakeSession required(Exchange exchange) {
        SnowflakeSession session = SnowflakeSession.of(exchange);
        if (session == null) {
            throw new IllegalStateException("The exchange has no Snowflake session: a step between the one that opens it"
                    + " and this one has removed the property " + SnowflakeSession.PROPERTY);
        }
        return session;
    }
}
