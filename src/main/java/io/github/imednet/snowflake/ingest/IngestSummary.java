package io.github.imednet.snowflake.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ingestion did.
 *
 * @param batchId by which the rows are loaded once, or null
 * @param alreadyLoaded whether the ledger had the batch, so that nothing was loaded
 * @param tables in the order in which they were given
 * @param rows in all of them
 * @param seconds from its beginning to its end
 */
public record IngestSummary(
        String ingestId,
        @Nullable String batchId,
        boolean alreadyLoaded,
        List<Table> tables,
        long rows,
        int files,
        long bytes,
        int puts,
        int copies,
        double seconds) {

    /**
     * What one of the tables got.
     *
     * @param name exact name of the table
     * @param rowsReplaced rows that were there and are gone, of mode replace-rows
     * @param bytes of its Parquet files
     */
    public record Table(
            String name, String mode, long rows, long rowsReplaced, int files, long bytes, int copies) {}
}
