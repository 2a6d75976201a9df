package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.warehouse.SqlAnswer;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of the rows where the statement that shows them failed: by the failure itself if Snowflake
 * answered it, else by asking anew, for the answer may have been lost after the statement was executed.
 */
public final class IngestFate {

    private static final Logger LOG = LoggerFactory.getLogger(IngestFate.class);

    /** Whether Snowflake is to be asked. */
    public boolean isUnknown(@ExchangeProperty("ingestion") Ingestion ingestion) {
        return ingestion.isFateUnknown();
    }

    /** @param answer the row of {@link IngestStatements#currentTransaction} */
    public void began(@ExchangeProperty("ingestion") Ingestion ingestion, @Variable("answer") Object answer) {
        ingestion.transactionId(SqlAnswer.of(answer).rows().get(0).text("TRANSACTION_ID"));
    }

    /**
     * Concludes from what has become of the transaction; nothing as long as it runs.
     *
     * @param answer the row of {@link IngestStatements#describeTransaction}
     */
    public void ofTransaction(@ExchangeProperty("ingestion") Ingestion ingestion, @Variable("answer") Object answer) {
        String state = SqlAnswer.of(answer).rows().get(0).text("state");
        if ("committed".equalsIgnoreCase(state)) {
            isThere(ingestion);
        } else if ("rolled back".equalsIgnoreCase(state)) {
            ingestion.notPublished();
        }
    }

    /**
     * Concludes from a table that was not there before, or is another one now, with as many rows as were brought. From
     * one that is not there nothing follows: the statement may still be at work.
     *
     * @param answer the rows of {@link IngestStatements#showTable}
     */
    public void ofTable(
            @ExchangeProperty("ingestion") Ingestion ingestion,
            @ExchangeProperty("tableIngest") TableIngest table,
            @Variable("answer") Object answer) {
        Optional<SqlAnswer.Row> now = IngestColumns.shown(table, answer);
        boolean made = now.isPresent()
                && !now.get().instant("created_on").equals(table.created())
                && now.get().number("rows") == table.rowsWritten();
        if (made) {
            isThere(ingestion);
        }
    }

    private static void isThere(Ingestion ingestion) {
        LOG.warn("Snowflake's last answer to an ingestion was lost; asked anew, it says that all rows are there",
                ingestion.failure());
        ingestion.forgetFailure();
        ingestion.published();
    }
}
