package io.github.imednet.snowflake.ingest;

/** An ingestion failed for good. The message says where, what became of the table, and what to do. */
public final class IngestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IngestException(String message) {
        super(message);
    }

    public IngestException(String message, Throwable cause) {
        super(message, cause);
    }
}
