package io.github.imednet.snowflake.load;

import java.time.Instant;

/**
 * What the ledger says of a file.
 *
 * @param stagePath path inside the stage
 * @param afterId the batch covers the record ids above this one ...
 * @param lastId ... up to and with this one
 * @param runId the run that loaded it
 * @param queryId of the COPY
 * @param selection which of the study's records the run selected; empty for all
 * @param replacedRows how many of its rows were replaced by newer states of their records, one by one
 * @param current whether its rows should be in the table: the table is the one that they were loaded into, and nothing
 *     has taken their place
 */
public record LedgerEntry(
        String batchId,
        String stagePath,
        String sha256,
        long bytes,
        long rows,
        long afterId,
        long lastId,
        String runId,
        String queryId,
        Instant loadedAt,
        String selection,
        long replacedRows,
        boolean current) {

    /** How many of its rows should be in the table, if it is current. */
    public long rowsLeft() {
        return rows - replacedRows;
    }
}
