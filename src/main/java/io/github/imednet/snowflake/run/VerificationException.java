package io.github.imednet.snowflake.run;

/** A verification could not come to its end, all retries included. It has changed nothing. */
public final class VerificationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VerificationException(Throwable cause) {
        super("The verification failed: " + cause.getMessage(), cause);
    }
}
