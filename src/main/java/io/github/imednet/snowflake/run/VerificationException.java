package io.github.imednet.snowflake.run;

/**
 * What is in the table could not be held against the study, all retries included: by a verification, which has changed
 * nothing, or at the end of an export, of which everything is loaded.
 */
public final class VerificationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VerificationException(Throwable cause) {
        super("The table could not be held against the study: " + Failures.reason(cause), cause);
    }
}
