package io.github.imednet.snowflake.run;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What was counted on a study's way into its table, station by station; as JSON its names are in snake case.
 *
 * @param announcedFirst records that the API announced with the run's first answer
 * @param announcedLast records that it announced with the last one
 * @param passes how often the study, or a part of it, was read until it did not change meanwhile
 * @param distinctIdsRead distinct record ids that the API sent
 * @param rowsInFiles rows in the Parquet files: what a customization left of the records
 * @param rowsCopied rows of these files that COPY reported as loaded, in this run or before
 * @param rowsInLedger rows of the study that the ledger says are in the table
 * @param rowsInTable rows of the study in the table
 * @param distinctIdsInTable distinct record ids of the study in the table
 * @param differences what does not agree, in words, with batches and ids; empty if all does
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ReconciliationReport(
        long announcedFirst,
        long announcedLast,
        int passes,
        long distinctIdsRead,
        long rowsInFiles,
        long rowsCopied,
        long rowsInLedger,
        long rowsInTable,
        long distinctIdsInTable,
        List<String> differences) {}
