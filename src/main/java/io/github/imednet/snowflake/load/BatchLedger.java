package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.IngestBatch;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * The ledger for one batch of any rows in any table. Its entry is written in the same transaction as the rows, and as
 * long as it is there the batch is not loaded again. Only who has claimed the batch writes it: Snowflake enforces no
 * unique keys.
 */
public final class BatchLedger {

    /** Stands for the study of rows that are of none; no study has this key. */
    private static final String NO_STUDY = "";

    private final IngestBatch batch;
    private final String runId;
    private final WarehouseNames names;
    private final LoadLedger ledger;
    private final TableClaim claim;

    /** The exchange has the ingestion's session. */
    private final SnowflakeStatements statements = new SnowflakeStatements();

    /**
     * @param table as settings name it
     * @param runId differs from that of every other attempt
     */
    public BatchLedger(ConnectionSettings snowflake, String table, IngestBatch batch, String runId) {
        this.batch = batch;
        this.runId = runId;
        this.names = WarehouseNames.of(snowflake, table, batch.ledgerTable(), batch.lockTable());
        this.ledger = new LoadLedger(names);
        this.claim = new TableClaim(names, NO_STUDY, batch.id(), batch.lockLease(), runId);
    }

    /** Makes the ledger where it is missing. */
    public void createLedger(Exchange exchange) throws SQLException {
        statements.execute(exchange, ledger.definition());
    }

    /**
     * Asks when the batch was loaded.
     *
     * @param tableCreated when the table was created: the ledger speaks of that one only
     * @return a time in UTC, or nothing for a batch that the ledger does not have
     */
    public Optional<String> loadedAt(String tableCreated, Exchange exchange) throws SQLException {
        String sql = "SELECT " + SqlTimestamp.text("LOADED_AT", 3, "LOADED_AT") + " FROM " + names.ledger() + " WHERE "
                + ledger.current(NO_STUDY, tableCreated) + " AND \"BATCH_ID\" = " + Sql.text(batch.id()) + " AND "
                + LoadLedger.OF_ANY_ROWS;
        return statements.query(exchange, sql).rows().stream().map(row -> row.required("LOADED_AT")).findFirst();
    }

    /**
     * Enters the batch, without a SHA256: an entry of a file has one, also where its batch has this id.
     *
     * @param stagePath where its files were on the stage
     * @param bytes of its files
     */
    public void enter(String tableCreated, String stagePath, long bytes, long rows, Exchange exchange)
            throws SQLException {
        String queryId = statements.lastQueryId(exchange);
        String texts = Stream.of(runId, NO_STUDY, batch.id(), names.tableName(), tableCreated, stagePath, queryId)
                .map(Sql::text)
                .collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + names.ledger() + " (\"RUN_ID\", \"STUDY_KEY\", \"BATCH_ID\", \"TABLE_NAME\","
                + " \"TABLE_CREATED\", \"STAGE_PATH\", \"QUERY_ID\", \"BYTES\", \"ROW_COUNT\", \"LOADED_AT\")"
                + " SELECT " + texts + ", " + bytes + ", " + rows + ", " + SqlTimestamp.now();
        statements.execute(exchange, sql);
    }

    /** What this attempt claims while it writes the batch. */
    public TableClaim claim() {
        return claim;
    }
}
