package io.github.imednet.snowflake.load;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SystemErrors;
import java.sql.SQLException;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and closes the sessions of exchanges whose statements belong together, and their transactions. */
@RouteBean
public final class SnowflakeSessions {

    private static final Logger LOG = LoggerFactory.getLogger(SnowflakeSessions.class);

    private final HikariDataSource pool;
    private final WarehouseNames names;
    private final SnowflakeStatements others;

    public SnowflakeSessions(HikariDataSource pool, ExportSettings settings) {
        this.pool = pool;
        this.others = new SnowflakeStatements(pool).inOtherSessions();
        this.names = WarehouseNames.of(settings);
    }

    /** From now on all statements of the exchange go to one session. */
    public void open(Exchange exchange) throws SQLException {
        SnowflakeSession.open(pool, exchange);
    }

    /**
     * Returns the session. Where something failed it is ended: it may be the session itself that is broken, which the
     * pool cannot see.
     */
    public void close(Exchange exchange) throws SQLException {
        if (exchange.getProperty(Exchange.EXCEPTION_CAUGHT) == null) {
            required(exchange).close(exchange);
        } else {
            required(exchange).evict(exchange);
        }
    }

    /**
     * Opens a session and begins a transaction in it; before that, a load that needs keys gets a table for them there.
     * Whatever happens then, {@link #end} is to follow.
     *
     * @param load null for a transaction that is no load's
     */
    public void begin(
            @ExchangeProperty("run") LockHolder run, @ExchangeProperty("load") LoadState load, Exchange exchange)
            throws SQLException {
        SnowflakeSession session = SnowflakeSession.open(pool, exchange);
        try {
            if (needsKeys(load)) {
                session.execute(new KeyTable(names, load.load().target()).definition());
            }
            session.begin(TransactionName.of(names.of(run.claim().resource()), run.claim()).begin());
        } catch (SQLException | RuntimeException e) {
            session.evict(exchange);
            throw e;
        }
    }

    /**
     * Commits. Where no answer comes, another session is asked, for Snowflake may have committed all the same.
     *
     * @param load null for a transaction that is no load's
     * @throws SQLException if it has not, or if that is still not known: then the load's next attempt asks again
     */
    public void commit(@ExchangeProperty("load") @Nullable LoadState load, Exchange exchange) throws SQLException {
        SnowflakeSession session = required(exchange);
        try {
            session.commit();
        } catch (SQLException e) {
            if (SnowflakeErrors.isOfStatement(e)) {
                throw e;
            }
            if (load != null) {
                load.undecided(session.transactionId());
            }
            if (!hasCommitted(session, e, exchange)) {
                throw e;
            }
            LOG.warn("Snowflake's answer to COMMIT was lost ({}); asked again, it says that the transaction is"
                    + " committed", SystemErrors.reason(e));
            LOG.debug("The lost answer", e);
        }
    }

    private boolean hasCommitted(SnowflakeSession session, SQLException lost, Exchange exchange) {
        String transactionId = Objects.requireNonNull(session.transactionId());
        try {
            return TransactionState.ask(others, exchange, transactionId) == TransactionState.COMMITTED;
        } catch (SQLException e) {
            lost.addSuppressed(e);
            return false;
        }
    }

    private static boolean needsKeys(LoadState load) {
        return load != null && load.needsKeys();
    }

    /**
     * Undoes what was not committed, and returns the session. One that cannot even do that is ended, upon which
     * Snowflake rolls back; so is one with a table of keys, which goes with it.
     */
    public void end(@ExchangeProperty("load") LoadState load, Exchange exchange) throws SQLException {
        SnowflakeSession session = required(exchange);
        try {
            session.rollback();
        } catch (SQLException e) {
            LOG.info("The session cannot roll back and is ended: {}", e.getMessage());
            session.evict(exchange);
            return;
        }
        if (needsKeys(load)) {
            session.evict(exchange);
        } else {
            session.close(exchange);
        }
    }

    private static SnowflakeSession required(Exchange exchange) {
        SnowflakeSession session = SnowflakeSession.of(exchange);
        if (session == null) {
            throw new IllegalStateException("The exchange has no Snowflake session: a step between the one that opens"
                    + " it and this one has removed the property " + SnowflakeSession.PROPERTY);
        }
        return session;
    }
}
