package io.github.imednet.snowflake.warehouse;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestBatch;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
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
    private final RunLock lock;

    /**
     * @param table as settings name it
     * @param runId differs from that of every other attempt
     */
    public BatchLedger(ConnectionSettings snowflake, String table, IngestBatch batch, String runId) {
        this.batch = batch;
        this.runId = runId;
        this.names = WarehouseNames.of(snowflake, table, batch);
        this.ledger = new LoadLedger(names);
        this.lock = new RunLock(names, batch.lockLease());
    }

    public String createLedger() {
        return ledger.createTable();
    }

    public String createLock() {
        return lock.createTable();
    }

    /** @param tableCreated when the table was created: the ledger speaks of that one only */
    public String lookup(String tableCreated) {
        return "SELECT \"ROW_COUNT\", " + SqlTimestamp.text("LOADED_AT", 3, "LOADED_AT") + " FROM " + names.ledger()
                + " WHERE " + ledger.current(NO_STUDY, tableCreated) + " AND \"BATCH_ID\" = " + Sql.text(batch.id());
    }

    /** Whether the ledger has the batch. @param answer the rows of {@link #lookup} */
    public boolean isLoaded(Object answer) {
        return !SqlAnswer.of(answer).rows().isEmpty();
    }

    /**
     * Enters the batch.
     *
     * @param stagePath where its files were on the stage
     * @param queryId of the statement that brought its rows into the table
     * @param bytes of its files
     */
    public String enter(String tableCreated, String stagePath, String queryId, long bytes, long rows) {
        String texts = Stream.of(runId, NO_STUDY, batch.id(), names.tableName(), tableCreated, stagePath, queryId)
                .map(Sql::text)
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + names.ledger() + " (\"RUN_ID\", \"STUDY_KEY\", \"BATCH_ID\", \"TABLE_NAME\","
                + " \"TABLE_CREATED\", \"STAGE_PATH\", \"QUERY_ID\", \"BYTES\", \"ROW_COUNT\", \"LOADED_AT\")"
                + " SELECT " + texts + ", " + bytes + ", " + rows + ", " + SqlTimestamp.now();
    }

    /** Takes out claims whose lease has ended, and those of attempts that are known to have. */
    public String releaseEnded(Set<String> ended) {
        TreeSet<String> dead = new TreeSet<>(ended);
        dead.add(runId);
        return lock.release(NO_STUDY, batch.id(), dead);
    }

    public String claim() {
        return lock.enter(NO_STUDY, batch.id(), runId, "process " + ProcessHandle.current().pid());
    }

    public String look() {
        return lock.look(NO_STUDY, batch.id());
    }

    /**
     * @param answer the rows of {@link #look}
     * @throws ExportConfigurationException naming who else has claimed the batch
     */
    public void requireAlone(Object answer) {
        lock.requireAlone(NO_STUDY, batch.id(), runId, answer);
    }

    /**
     * @param answer the rows of {@link #look}
     * @throws RunLock.LostLockException if the claim's lease has ended
     */
    public void requireHeld(Object answer) {
        lock.requireHeld(runId, answer);
    }

    /** The statement that begins the transaction of the batch's rows. */
    public String begin() {
        return transaction().begin();
    }

    /** Ends transactions of the same batch that processes which are gone have left open. The batch is claimed. */
    public void endAbandoned(Exchange exchange) throws SQLException {
        AbandonedTransactions.endAll(transaction(), new SnowflakeStatements(null), exchange);
    }

    private TransactionName transaction() {
        return TransactionName.of(names, NO_STUDY, batch.id());
    }

    /** Gives the batch free. */
    public String leave() {
        return lock.leave(runId);
    }
}
