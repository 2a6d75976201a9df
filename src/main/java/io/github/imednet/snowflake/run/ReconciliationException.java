package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.HasExitCode;
import java.util.List;

/** Everything is loaded, but the table does not hold every record exactly once. */
public final class ReconciliationException extends RuntimeException implements HasExitCode {

    private static final long serialVersionUID = 1L;

    private final List<String> differences;

    public ReconciliationException(List<String> differences) {
        super("The table does not reconcile with the study: " + String.join("; ", differences));
        this.differences = List.copyOf(differences);
    }

    /** What does not agree, in words. */
    public List<String> differences() {
        return differences;
    }

    @Override
    public int exitCode() {
        return ExitCode.NOT_RECONCILED;
    }
}
