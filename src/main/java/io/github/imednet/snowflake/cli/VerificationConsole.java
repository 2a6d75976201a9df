package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.run.VerificationReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.apache.camel.CamelExecutionException;
import picocli.CommandLine;

/** Runs a verification for whoever sits at the terminal, or reads what a program prints: report, exit code. */
final class VerificationConsole {

    private final PrintWriter output;
    private final PrintWriter errors;
    private final boolean json;

    /** @param json whether the report is one JSON object, and alone on standard output */
    VerificationConsole(CommandLine command, boolean json) {
        this.output = command.getOut();
        this.errors = command.getErr();
        this.json = json;
    }

    /**
     * Checks the settings, runs the verification and reports what it found.
     *
     * @return the exit code
     */
    int verify(CommandSettings settings, Path routes, boolean deep) throws Exception {
        String studyKey = settings.read().studyKey();
        try (ExportProgram program = ExportProgram.start(settings, routes)) {
            return verify(program, studyKey, deep);
        }
    }

    /** Reports before the program is closed: a process that was told to stop is gone then. */
    private int verify(ExportProgram program, String studyKey, boolean deep) throws IOException {
        try {
            return report(program.verify(studyKey, deep));
        } catch (CamelExecutionException e) {
            return fail(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Reports what kept a verification from its end. */
    int fail(Throwable failure) throws IOException {
        if (json) {
            output.println(SummaryText.json(failure));
            output.flush();
        }
        errors.println("imednet: " + failure.getMessage());
        errors.flush();
        return ExitCode.of(failure);
    }

    private int report(VerificationReport report) throws IOException {
        output.print(json ? VerificationText.json(report) + System.lineSeparator() : VerificationText.people(report));
        output.flush();
        if (report.agrees()) {
            return ExitCode.DONE;
        }
        String found = report.differencesFound() + " differences were found in study " + report.studyKey();
        errors.println("imednet: " + found);
        errors.flush();
        return ExitCode.NOT_RECONCILED;
    }
}
