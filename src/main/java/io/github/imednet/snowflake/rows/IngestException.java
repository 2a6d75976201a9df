package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.HasExitCode;

/** An ingestion failed for good. The message says where, what became of the table, and what to do. */
public final class IngestException extends RuntimeException implements HasExitCode {

    private static final long serialVersionUID = 1L;

    public IngestException(String message) {
        super(message);
    }

    public IngestException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return ExitCode.FAILED;
    }
}
