package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.ingest.IngestException;
import io.github.imednet.snowflake.run.ExportBatchException;
import io.github.imednet.snowflake.run.ExportInterruptedException;
import io.github.imednet.snowflake.run.ReconciliationException;
import io.github.imednet.snowflake.run.StageException;
import io.github.imednet.snowflake.run.VerificationException;

/** The exit codes of {@code imednet}. */
final class ExitCode {

    static final int DONE = 0;
    static final int UNEXPECTED = 1;
    static final int CONFIGURATION = 2;
    static final int BATCH_FAILED = 3;
    static final int NOT_RECONCILED = 4;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(Throwable failure) {
        if (failure instanceof ExportConfigurationException) {
            return CONFIGURATION;
        }
        if (failure instanceof ExportBatchException
                || failure instanceof VerificationException
                || failure instanceof StageException
                || failure instanceof IngestException) {
            return BATCH_FAILED;
        }
        if (failure instanceof ReconciliationException) {
            return NOT_RECONCILED;
        }
        return failure instanceof ExportInterruptedException ? INTERRUPTED : UNEXPECTED;
    }
}
