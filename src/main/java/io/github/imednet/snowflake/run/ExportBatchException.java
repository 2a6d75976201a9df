package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.HasExitCode;

/** A batch could not be exported, all retries included. Batches loaded before stay loaded; the next run goes on. */
public final class ExportBatchException extends RuntimeException implements HasExitCode {

    private static final long serialVersionUID = 1L;

    private final String batchId;
    private final int attempts;

    /**
     * @param attempts how often what failed was tried: a page's request, a file, or a load
     * @param cause how the last attempt failed
     */
    public ExportBatchException(String batchId, int attempts, Throwable cause) {
        this(batchId, 1, attempts, cause);
    }

    /**
     * @param batchId of a load its first batch
     * @param files of the load that failed; 1 if it was a batch
     */
    ExportBatchException(String batchId, int files, int attempts, Throwable cause) {
        super((files > 1 ? "A load of " + files + " files, the first one of batch " + batchId + "," : "Batch " + batchId)
                + " failed after " + attempts + (attempts == 1 ? " attempt: " : " attempts: ")
                + Failures.reason(cause), cause);
        this.batchId = batchId;
        this.attempts = attempts;
    }

    public String batchId() {
        return batchId;
    }

    /** One more than the retries; a permanent failure is not tried again. */
    public int attempts() {
        return attempts;
    }

    @Override
    public int exitCode() {
        return ExitCode.FAILED;
    }
}
