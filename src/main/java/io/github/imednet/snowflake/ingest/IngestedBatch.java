package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.BatchLedger;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an ingestion that is a batch with an id asks the ledger, and enters there. */
@RouteBean
public final class IngestedBatch {

    private static final Logger LOG = LoggerFactory.getLogger(IngestedBatch.class);

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

    /** Makes the ledger where it is missing. */
    public void createLedger(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange)
            throws SQLException {
        ledger(ingestion).createLedger(exchange);
    }

    /** Asks the ledger whether the table has the batch. One that was made anew has none that was loaded before. */
    public void lookUp(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws SQLException {
        Optional<String> loadedAt =
                ledger(ingestion).loadedAt(String.valueOf(table(ingestion).created()), exchange);
        ingestion.alreadyLoaded(loadedAt.isPresent());
        loadedAt.ifPresent(time -> LOG.info("The batch {} is in {} already, since {} UTC",
                Objects.requireNonNull(ingestion.settings().batch()).id(), table(ingestion).sqlName(), time));
    }

    /** Enters the batch in the ledger, in the transaction of its rows. */
    public void enter(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws SQLException {
        TableIngest table = table(ingestion);
        ledger(ingestion).enter(
                Objects.requireNonNull(table.created()),
                ingestion.folder().prefix(),
                table.bytes(),
                table.rowsWritten(),
                exchange);
    }

    private static BatchLedger ledger(Ingestion ingestion) {
        return Objects.requireNonNull(ingestion.ledger(), "The rows are no batch that is loaded once");
    }
}
