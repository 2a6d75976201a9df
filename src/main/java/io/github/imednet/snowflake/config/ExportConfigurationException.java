package io.github.imednet.snowflake.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The export cannot start as it is configured; the message names every problem and what to do about each. */
public class ExportConfigurationException extends RuntimeException implements HasExitCode {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public ExportConfigurationException(List<String> problems) {
        super(problems.size() == 1
                ? problems.get(0)
                : problems.size() + " problems:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    public ExportConfigurationException(@Nullable String problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    public final List<String> problems() {
        return problems;
    }

    @Override
    public final int exitCode() {
        return ExitCode.CONFIGURATION;
    }
}
