package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.HasExitCode;

/** The list of studies could not be read, all retries included. Nothing was begun. */
public final class StudiesException extends RuntimeException implements HasExitCode {

    private static final long serialVersionUID = 1L;

    StudiesException(Throwable cause) {
        super("The list of studies could not be read: " + Failures.reason(cause), cause);
    }

    @Override
    public int exitCode() {
        return ExitCode.FAILED;
    }
}
