package io.github.imednet.snowflake.stage;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.HasExitCode;
import io.github.imednet.snowflake.run.Failures;

/** The files on the stage could not be listed or removed, all retries included. What was removed is gone. */
public final class StageException extends RuntimeException implements HasExitCode {

    private static final long serialVersionUID = 1L;

    StageException(Throwable cause) {
        super("The stage could not be listed or cleaned: " + Failures.reason(cause), cause);
    }

    @Override
    public int exitCode() {
        return ExitCode.FAILED;
    }
}
