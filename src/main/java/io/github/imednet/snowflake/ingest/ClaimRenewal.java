package io.github.imednet.snowflake.ingest;

import com.zaxxer.hikari.HikariDataSource;
import io.github.imednet.snowflake.load.SnowflakeDataSource;
import io.github.imednet.snowflake.load.SnowflakeSession;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Lets the leases of what an ingestion has claimed begin anew, in a session of its own: that of the ingestion may be at
 * a long statement. The session is opened by the first renewal, and serves the others.
 */
final class ClaimRenewal implements AutoCloseable {

    private final Ingestion ingestion;
    private @Nullable HikariDataSource pool;
    private boolean closed;

    ClaimRenewal(Ingestion ingestion) {
        this.ingestion = ingestion;
    }

    /** Does nothing after {@link #close}. */
    void renew(Exchange exchange) throws SQLException {
        HikariDataSource sessions = sessions();
        if (sessions == null) {
            return;
        }
        SnowflakeSession session = SnowflakeSession.open(sessions, exchange);
        try {
            ingestion.claims().get(0).renew(exchange);
        } finally {
            session.close(exchange);
        }
    }

    private synchronized @Nullable HikariDataSource sessions() {
        if (pool == null && !closed) {
            pool = SnowflakeDataSource.open(ingestion.settings().snowflake(), 1);
            // Else the pool logs in anew every half hour.
            pool.setMaxLifetime(0);
        }
        return closed ? null : pool;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        HikariDataSource sessions;
        synchronized (this) {
            closed = true;
            sessions = pool;
        }
        if (sessions != null) {
            sessions.close();
        }
    }
}
