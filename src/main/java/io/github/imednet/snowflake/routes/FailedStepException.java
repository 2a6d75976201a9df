package io.github.imednet.snowflake.routes;

/** A step that ended with an Error of the JVM, such as a class that is missing or memory that is used up. */
public final class FailedStepException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FailedStepException(String step, Error error) {
        super("The step " + step + " ended with " + error.getClass().getSimpleName()
                + (error.getMessage() == null ? "" : ": " + error.getMessage()), error);
    }
}
