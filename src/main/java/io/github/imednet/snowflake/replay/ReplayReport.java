package io.github.imednet.snowflake.replay;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What a replay did; as JSON its names are in snake case.
 *
 * @param manifest the manifest that was replayed
 * @param lines its lines
 * @param batches batches whose rows are in the table, now or before
 * @param rowsLoaded rows that Snowflake said it loaded now
 * @param rowsAlreadyLoaded rows of files that the table had already
 * @param rowsReplaced rows that were removed for them
 * @param rowsInFiles rows of the files that were replayed
 * @param rowsCopied the same as Snowflake said
 * @param rowsInLedger the same as the ledger says
 * @param rowsInTable the same as counted in the table
 * @param reconciled whether these four are equal, file by file
 * @param problems lines that were not replayed, and why
 * @param notes what is no problem, and worth knowing
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ReplayReport(
        String runId,
        String studyKey,
        String manifest,
        long lines,
        long batches,
        long puts,
        long copies,
        long rowsLoaded,
        long rowsAlreadyLoaded,
        long rowsReplaced,
        long rowsInFiles,
        long rowsCopied,
        long rowsInLedger,
        long rowsInTable,
        boolean reconciled,
        long retries,
        double seconds,
        List<ReplayProblem> problems,
        List<String> notes) {}
