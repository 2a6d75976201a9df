package io.github.imednet.snowflake.run;

/** The run was asked to stop. What was loaded stays; the next run goes on. */
public final class ExportInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExportInterruptedException(String runId) {
        super("Run " + runId + " was interrupted; run the export again to go on");
    }

    /** A verification, which has changed nothing. */
    ExportInterruptedException() {
        super("The verification was interrupted");
    }
}
