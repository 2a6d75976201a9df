package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Runs what ends with a report, for whoever sits at the terminal, or reads what a program prints. */
final class ReportConsole {

    private final CommandOutput output;

    ReportConsole(CommandOutput output) {
        this.output = output;
    }

    /** What the routes of a program are asked for. */
    interface Request<T> {

        /** @param studyKey the study of the settings, or null */
        T of(RouteRequests requests, String studyKey);
    }

    /** The same for a report that is no verdict: who gets it is done. */
    <T extends Record> int run(
            CommandSettings settings, Path routes, List<String> parts, Request<T> request, Function<T, String> text)
            throws Exception {
        return run(settings, routes, parts, request, text, report -> ExitCode.DONE);
    }

    /**
     * Checks the settings, asks the program and reports.
     *
     * @param parts the folders of routes that are needed beside those of an export
     * @param text the report as people read it
     * @param exitCode of a report
     * @return the exit code
     */
    <T extends Record> int run(
            CommandSettings settings,
            Path routes,
            List<String> parts,
            Request<T> request,
            Function<T, String> text,
            Function<T, Integer> exitCode)
            throws Exception {
        String studyKey = settings.read().get(ExportKeys.STUDY_KEY);
        try (ExportProgram program = ExportProgram.start(settings.unobserved(), routes, parts)) {
            T report = request.of(program.requests(), studyKey);
            output.result(report, text);
            return exitCode.apply(report);
        }
    }
}
