package io.github.imednet.snowflake.load;

import io.github.imednet.snowflake.config.ConnectionSettings;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.IngestReplacement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What an ingestion claims of a table while it writes there: one batch, or all rows of a value. An export claims the
 * rows of its study in the same way.
 */
public final class TableClaim {

    private final WarehouseNames names;
    private final String studyKey;
    private final @Nullable String batchId;
    private final String runId;
    private final RunLock lock;

    /** The exchange has the ingestion's session. */
    private final SnowflakeStatements statements = new SnowflakeStatements();

    /** @param batchId null for all rows of the study */
    TableClaim(WarehouseNames names, String studyKey, @Nullable String batchId, Duration lease, String runId) {
        this.names = names;
        this.studyKey = studyKey;
        this.batchId = batchId;
        this.runId = runId;
        this.lock = new RunLock(names, lease);
    }

    /**
     * Of all rows of a value, which stands where an export has its study.
     *
     * @param table as settings name it
     * @param value the same text however the settings write it
     * @param runId differs from that of every other attempt
     */
    public static TableClaim of(
            ConnectionSettings snowflake, String table, IngestReplacement replaced, String value, String runId) {
        WarehouseNames names = WarehouseNames.of(snowflake, table, null, replaced.lockTable());
        return new TableClaim(names, value, null, replaced.lockLease(), runId);
    }

    /**
     * Makes the batch or the rows this attempt's to write, and ends transactions that earlier attempts have left open.
     *
     * @param ended attempts that are known to have ended
     * @throws ExportConfigurationException naming who else has claimed them
     */
    public void take(Set<String> ended, Exchange exchange) throws SQLException {
        TreeSet<String> dead = new TreeSet<>(ended);
        dead.add(runId);
        statements.execute(exchange, lock.definition());
        statements.execute(exchange, lock.release(studyKey, batchId, dead));
        statements.execute(
                exchange, lock.insert(studyKey, batchId, runId, "process " + ProcessHandle.current().pid()));
        lock.requireAlone(studyKey, batchId, runId, Set.of(), statements.query(exchange, lock.look(studyKey, batchId)));
        AbandonedTransactions.endAll(transaction(), statements, exchange);
    }

    /**
     * Lets the rows be committed while they are still this attempt's.
     *
     * @throws RunLock.LostLockException if the claim's lease has ended
     * @throws ExportConfigurationException naming who claimed them before, and was not seen then
     */
    public void requireHeld(Exchange exchange) throws SQLException {
        String what = batchId == null ? "the rows of the value " + studyKey : "the batch " + batchId;
        lock.requireHeld(studyKey, batchId, runId, statements.query(exchange, lock.look(studyKey, batchId)),
                "The ingestion " + runId + " has lost its claim to " + what + " in " + names.table()
                        + ", because its lease ended before the rows were committed: send them again");
    }

    /** Lets the lease of all that this attempt has claimed begin anew. */
    public void renew(Exchange exchange) throws SQLException {
        statements.execute(exchange, lock.renew(List.of(runId)));
    }

    /** Releases all that this attempt has claimed. */
    public void release(Exchange exchange) throws SQLException {
        statements.execute(exchange, lock.delete(runId));
    }

    /**
     * The statement that begins the transaction of the rows.
     *
     * @param claims what the transaction writes, one at least
     */
    public static String begin(List<TableClaim> claims) {
        TransactionName name = claims.get(0).transaction();
        for (TableClaim other : claims.subList(1, claims.size())) {
            name = name.and(other.transaction());
        }
        return name.begin();
    }

    private TransactionName transaction() {
        return TransactionName.of(names, studyKey, batchId);
    }
}
