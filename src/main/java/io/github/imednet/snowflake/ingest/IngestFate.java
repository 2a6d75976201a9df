package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.load.SnowflakeStatements;
import io.github.imednet.snowflake.load.SqlAnswer;
import io.github.imednet.snowflake.load.TransactionState;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of the rows where the statement that shows them failed: by the failure itself if Snowflake
 * answered it, else by asking anew, for the answer may have been lost after the statement was executed.
 */
@RouteBean
public final class IngestFate {

    private static final Logger LOG = LoggerFactory.getLogger(IngestFate.class);

    /** The exchange has a session. */
    private final SnowflakeStatements statements = new SnowflakeStatements();

    /** Whether Snowflake is to be asked. */
    public boolean isUnknown(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.isFateUnknown();
    }

    /** Asks what has become of the transaction, and concludes from it; nothing as long as it runs. */
    public void ofTransaction(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange)
            throws SQLException {
        TransactionState state = TransactionState.ask(
                statements, exchange, Objects.requireNonNull(ingestion.transactionId()));
        if (state == TransactionState.COMMITTED) {
            isThere(ingestion);
        } else if (state == TransactionState.ROLLED_BACK) {
            ingestion.notPublished();
        }
    }

    /**
     * Looks for the table, and concludes from one that was not there before, or is another one now, with as many rows
     * as were brought. From one that is not there nothing follows: the statement may still be at work.
     */
    public void ofTable(@ExchangeProperty("ingestion") Ingestion ingestion, Exchange exchange) throws SQLException {
        TableIngest table = ingestion.tables().get(0);
        Optional<SqlAnswer.Row> now = statements.showTable(exchange, table.schema(), table.exactName());
        boolean made = now.isPresent()
                && !now.get().instant("created_on").equals(table.created())
                && now.get().number("rows") == table.rowsWritten();
        if (made) {
            isThere(ingestion);
        }
    }

    private static void isThere(Ingestion ingestion) {
        Throwable lost = Objects.requireNonNull(ingestion.failure());
        LOG.warn("Snowflake's last answer to an ingestion was lost ({}); asked again, it says that all rows are there",
                SystemErrors.reason(lost));
        LOG.debug("The lost answer", lost);
        ingestion.forgetFailure();
        ingestion.published();
    }
}
