package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.HasExitCode;

/** All records of a study are loaded and reconciled, but not all views of its forms are as they should be. */
public final class FormViewsException extends RuntimeException implements HasExitCode {

    private static final long serialVersionUID = 1L;

    /** @param cause told by its reason alone: nothing of the configuration of the load is at fault */
    FormViewsException(Throwable cause) {
        super("All records are loaded, but the views of the forms could not be made: " + Failures.reason(cause)
                + ". Correct the cause, then export again: only the views are made");
    }

    @Override
    public int exitCode() {
        return ExitCode.FAILED;
    }
}
