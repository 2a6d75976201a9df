package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.warehouse.SqlAnswer;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an ingestion that is a batch with an id asks the ledger, and enters there. */
public final class IngestedBatch {

    private static final Logger LOG = LoggerFactory.getLogger(IngestedBatch.class);

    /** Ingestions that have ended and whose claims may be left, as their sessions broke. */
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    /** Whether the rows have an id by which they are loaded once. */
    public boolean hasId(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.ledger() != null;
    }

    /** Whether the rows are to be loaded: they have no id, or one that the ledger does not have. */
    public boolean isWanted(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return !ingestion.isAlreadyLoaded();
    }

    public TableIngest table(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.tables().get(0);
    }

    public String createLedger(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.ledger().createLedger();
    }

    public String createLock(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.ledger().createLock();
    }

    /** A table that was made anew has none of the rows that were loaded before. */
    public String lookup(
            @ExchangeProperty("ingestion") Ingestion ingestion, @ExchangeProperty("tableIngest") TableIngest table) {
        return ingestion.ledger().lookup(String.valueOf(table.created()));
    }

    /** @param answer the rows of {@link #lookup} */
    public void lookedUp(@ExchangeProperty("ingestion") Ingestion ingestion, @Variable("answer") Object answer) {
        ingestion.alreadyLoaded(ingestion.ledger().isLoaded(answer));
        if (ingestion.isAlreadyLoaded()) {
            LOG.info("The batch {} is in {} already, since {} UTC", ingestion.settings().batch().id(),
                    ingestion.tables().get(0).sqlName(), SqlAnswer.of(answer).rows().get(0).text("LOADED_AT"));
        }
    }

    public String releaseEnded(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.ledger().releaseEnded(Set.copyOf(ended));
    }

    public String claim(@ExchangeProperty("ingestion") Ingestion ingestion) {
        ingestion.claimed();
        return ingestion.ledger().claim();
    }

    public String look(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.ledger().look();
    }

    /** @param answer the rows of {@link #look} */
    public void requireAlone(@ExchangeProperty("ingestion") Ingestion ingestion, @Variable("answer") Object answer) {
        ingestion.ledger().requireAlone(answer);
    }

    /** Ends transactions that earlier attempts have left open. */
    public void endAbandoned(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange)
            throws SQLException {
        ingestion.ledger().endAbandoned(exchange);
    }

    /** The statement that begins the transaction of the rows; where they are a batch, by a name. */
    public String begin(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.ledger() == null ? "BEGIN" : ingestion.ledger().begin();
    }

    /** @param answer the rows of {@link #look} */
    public void requireHeld(@ExchangeProperty("ingestion") Ingestion ingestion, @Variable("answer") Object answer) {
        ingestion.ledger().requireHeld(answer);
    }

    /** @param answer the id of the INSERT */
    public String enter(
            @ExchangeProperty("ingestion") Ingestion ingestion,
            @ExchangeProperty("tableIngest") TableIngest table,
            @Variable("answer") Object answer) {
        String folder = ingestion.stageFolder();
        return ingestion.ledger().enter(
                table.created(),
                folder.substring(folder.indexOf("/ingest-") + 1),
                SqlAnswer.of(answer).rows().get(0).text("QUERY_ID"),
                table.bytes(),
                table.rowsWritten());
    }

    public boolean isClaimed(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.isClaimed();
    }

    public String leave(@ExchangeProperty("ingestion") Ingestion ingestion) {
        ended.add(ingestion.id());
        return ingestion.ledger().leave();
    }

    public void left(@ExchangeProperty("ingestion") Ingestion ingestion) {
        ended.remove(ingestion.id());
    }
}
