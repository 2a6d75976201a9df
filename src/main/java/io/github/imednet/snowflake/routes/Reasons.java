package io.github.imednet.snowflake.routes;

/** Says in a sentence why Camel refused something. */
final class Reasons {

    private Reasons() {}

    /** What lies at the bottom of a failure: all above it only says on which way it came up. */
    static String of(Throwable failure) {
        String reason = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                reason = cause.getMessage().contains(" ") ? cause.getMessage() : cause.toString();
            }
        }
        return reason.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
