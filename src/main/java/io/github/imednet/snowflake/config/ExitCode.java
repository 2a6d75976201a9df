package io.github.imednet.snowflake.config;

/** The exit codes of {@code imednet}. */
public final class ExitCode {

    public static final int DONE = 0;
    public static final int UNEXPECTED = 1;
    public static final int CONFIGURATION = 2;
    public static final int FAILED = 3;
    public static final int NOT_RECONCILED = 4;
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** The code that a failure carries; one that carries none was not expected. */
    public static int of(Throwable failure) {
        return failure instanceof HasExitCode known ? known.exitCode() : UNEXPECTED;
    }
}
