package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SnowflakeErrors;
import io.github.imednet.snowflake.load.TableClaim;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps others from the batch, or from the rows of a value, that an ingestion is about to write. */
@RouteBean
public final class IngestClaims {

    private static final Logger LOG = LoggerFactory.getLogger(IngestClaims.class);

    /** Ingestions that have claimed something and have not ended, by their ids. */
    private final Map<String, ClaimRenewal> underWay = new ConcurrentHashMap<>();

    /** Ingestions that have ended and whose claims may be left, as Snowflake could not be reached. */
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    /** Ingestions whose claims are left to their leases: a login asks for somebody each time, or was refused. */
    private final Set<String> notRenewed = ConcurrentHashMap.newKeySet();

    /** Claims batch or rows: of two processes that want the same at the same time one at least is refused. */
    public void take(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws SQLException {
        ingestion.claimed();
        underWay.putIfAbsent(ingestion.id(), new ClaimRenewal(ingestion));
        if (ingestion.settings().snowflake().authentication().isAttended()) {
            notRenewed.add(ingestion.id());
            LOG.debug("The claim of the ingestion {} is not renewed: each login asks for somebody", ingestion.id());
        }
        for (TableClaim claim : ingestion.claims()) {
            claim.take(Set.copyOf(ended), exchange);
        }
    }

    /** Whether something is claimed whose lease is to begin anew. */
    public boolean areUnderWay() {
        return !underWay.isEmpty();
    }

    public void renew(Exchange exchange) {
        underWay.forEach((id, renewal) -> {
            if (!notRenewed.contains(id)) {
                tryToRenew(id, renewal, exchange);
            }
        });
    }

    /** The claims of the others have leases too; this one's rows are committed only while it is held. */
    private void tryToRenew(String id, ClaimRenewal renewal, Exchange exchange) {
        try {
            renewal.renew(exchange);
        } catch (SQLException | RuntimeException e) {
            if (!renewal.isClosed()) { // else it was released meanwhile
                // One more refused login each minute might lock the user out.
                SnowflakeErrors.loginRefusal(e).ifPresent(refusal -> notRenewed.add(id));
                LOG.warn("The claim of the ingestion {} was not renewed: {}", id, e.getMessage());
            }
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
        ClaimRenewal renewal = underWay.remove(ingestion.id());
        if (renewal != null) {
            renewal.close();
        }
        notRenewed.remove(ingestion.id());
        ended.add(ingestion.id());
        ingestion.claims().get(0).release(exchange);
        ended.remove(ingestion.id());
    }
}
