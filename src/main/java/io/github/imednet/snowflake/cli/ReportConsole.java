package io.github.imednet.snowflake.cli;

import java.nio.file.Path;
import java.util.function.Function;

/** Runs what ends with a report, for whoever sits at the terminal, or reads what a program prints. */
final class ReportConsole {

    private final CommandOutput output;

    ReportConsole(CommandOutput output) {
        this.output = output;
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
            output.result(report, text);
            return exitCode.apply(report);
        }
    }
}
