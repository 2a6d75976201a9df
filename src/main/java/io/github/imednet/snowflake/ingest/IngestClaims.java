package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.TableClaim;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Keeps others from the batch, or from the rows of a value, that an ingestion is about to write. */
@RouteBean
public final class IngestClaims {

    /** Ingestions that have ended and whose claims may be left, as their sessions broke. */
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    /** Claims batch or rows: of two processes that want the same at the same time one at least is refused. */
    public void take(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws SQLException {
        ingestion.claimed();
        for (TableClaim claim : ingestion.claims()) {
            claim.take(Set.copyOf(ended), exchange);
        }
    }

    /** Lets the rows be committed while what was claimed is still this process's. */
    public void requireHeld(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange)
            throws SQLException {
        for (TableClaim claim : ingestion.claims()) {
            claim.requireHeld(exchange);
        }
    }

    public boolean areTaken(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.isClaimed();
    }

    /** Releases what was claimed. */
    public void release(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws SQLException {
        ended.add(ingestion.id());
        ingestion.claims().get(0).release(exchange);
        ended.remove(ingestion.id());
    }
}
