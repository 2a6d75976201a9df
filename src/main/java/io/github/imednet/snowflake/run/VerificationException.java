package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.HasExitCode;

/**
 * What is in the table could not be compared with the study, all retries included: by a verification, which has changed
 * nothing, or at the end of an export, of which everything is loaded.
 */
public final class VerificationException extends RuntimeException implements HasExitCode {

    private static final long serialVersionUID = 1L;

    public VerificationException(Throwable cause) {
        super("The table could not be compared with the study: " + Failures.reason(cause), cause);
    }

    @Override
    public int exitCode() {
        return ExitCode.FAILED;
    }
}
