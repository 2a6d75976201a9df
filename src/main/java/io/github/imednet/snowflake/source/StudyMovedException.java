package io.github.imednet.snowflake.source;

/** The study changed while it was read: what was read is no whole, and asking for a single page again does not help. */
public final class StudyMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StudyMovedException(String message) {
        super("The study changed while it was read: " + message);
    }
}
