package io.github.imednet.snowflake.run;

import org.jspecify.annotations.Nullable;

/**
 * What a run failed with.
 *
 * @param batchId the batch, of a load its first one; null if the failure is of none
 * @param files of the load that failed; 1 if it is of a batch, or of nothing loaded
 * @param attempts how often what failed was tried
 */
record RunFailure(@Nullable String batchId, int files, int attempts, Throwable cause) {

    /** @param attempts null if it was not tried again */
    static RunFailure of(@Nullable String batchId, @Nullable Integer attempts, Throwable cause) {
        return ofLoad(batchId, 1, attempts, cause);
    }

    /** @param attempts null if it was not tried again */
    static RunFailure ofLoad(@Nullable String firstBatchId, int files, @Nullable Integer attempts, Throwable cause) {
        return new RunFailure(firstBatchId, files, attempts == null ? 1 : attempts, cause);
    }
}
