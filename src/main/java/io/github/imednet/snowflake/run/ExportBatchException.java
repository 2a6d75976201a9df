package io.github.imednet.snowflake.run;

/** A batch could not be exported, all retries included. Batches loaded before stay loaded; the next run goes on. */
public final class ExportBatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String batchId;

    public ExportBatchException(String batchId, Throwable cause) {
        super("Batch " + batchId + " failed: " + cause.getMessage(), cause);
        this.batchId = batchId;
    }

    public String batchId() {
        return batchId;
    }
}
