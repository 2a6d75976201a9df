package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.HasExitCode;

/** The run was asked to stop. What was loaded stays; the next run goes on. */
public final class ExportInterruptedException extends RuntimeException implements HasExitCode {

    private static final long serialVersionUID = 1L;

    private ExportInterruptedException(String what, String remedy) {
        super(what + "; " + remedy);
    }

    public ExportInterruptedException(String runId) {
        this("Run " + runId + " was interrupted", "run the export again to go on");
    }

    /** Whoever was told to stop before anything began. */
    public static ExportInterruptedException beforeBeginning() {
        return new ExportInterruptedException("Interrupted before anything began", "nothing was done");
    }

    /** Whoever was cut off from what it waited for, and does not know how far that came. */
    public static ExportInterruptedException contextStopped() {
        return new ExportInterruptedException("The Camel context stopped", "do it again: nothing is loaded twice");
    }

    /** A verification, which has changed nothing. */
    public ExportInterruptedException() {
        super("The verification was interrupted");
    }

    @Override
    public int exitCode() {
        return ExitCode.INTERRUPTED;
    }
}
