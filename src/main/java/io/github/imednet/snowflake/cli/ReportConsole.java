package io.github.imednet.snowflake.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.camel.CamelExecutionException;
import picocli.CommandLine;

/** Runs what ends with a report, for whoever sits at the terminal, or reads what a program prints. */
final class ReportConsole {

    private final PrintWriter output;
    private final PrintWriter errors;
    private final boolean json;

    /** @param json whether the report is one JSON object, and alone on standard output */
    ReportConsole(CommandLine command, boolean json) {
        this.output = command.getOut();
        this.errors = command.getErr();
        this.json = json;
    }

    /** What a program is asked for. */
    interface Request<T> {

        /** @param studyKey the study of the settings, or null */
        T of(ExportProgram program, String studyKey);
    }

    /**
     * Checks the settings, asks the program and reports.
     *
     * @param text the report as people read it
     * @param exitCode of a report
     * @return the exit code
     */
    <T extends Record> int run(
            CommandSettings settings,
            Path routes,
            Request<T> request,
            Function<T, String> text,
            Function<T, Integer> exitCode)
            throws Exception {
        String studyKey = settings.read().studyKey();
        try (ExportProgram program = ExportProgram.start(settings.unobserved(), routes)) {
            T report = request.of(program, studyKey);
            output.print(json ? SummaryText.json(report) + System.lineSeparator() : text.apply(report));
            output.flush();
            return exitCode.apply(report);
        } catch (CamelExecutionException e) {
            return fail(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Reports what kept a command from its end. */
    int fail(Throwable failure) throws IOException {
        if (json) {
            output.println(SummaryText.json(failure));
            output.flush();
        }
        errors.println("imednet: " + failure.getMessage());
        errors.flush();
        return ExitCode.of(failure);
    }
}
