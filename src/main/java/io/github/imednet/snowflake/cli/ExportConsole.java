package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.cli.ExportProgram.Outcome;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.run.ExportSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Runs an export for whoever sits at the terminal, or reads what a program prints: progress, summary, exit code. */
final class ExportConsole {

    private static final Logger LOG = LoggerFactory.getLogger(ExportConsole.class);

    private final PrintWriter output;
    private final PrintWriter errors;
    private final boolean json;

    /** @param json whether the summary is one JSON object, and alone on standard output */
    ExportConsole(CommandLine command, boolean json) {
        this.output = command.getOut();
        this.errors = command.getErr();
        this.json = json;
    }

    /**
     * Checks the settings, runs the export and reports how it ended.
     *
     * @return the exit code
     * @throws ExportConfigurationException before anything has begun, for {@link #refuse} to report
     */
    int export(CommandSettings settings, Path routes) throws Exception {
        return resume(settings, routes, null);
    }

    /**
     * The same for a run that has begun before.
     *
     * @param run its id, or null for a new one
     */
    int resume(CommandSettings settings, Path routes, String run) throws Exception {
        String studyKey = settings.read().studyKey();
        try (ExportProgram program = ExportProgram.start(settings, routes)) {
            return report(show(program, studyKey, run));
        }
    }

    /**
     * Checks the settings, and exports by their schedule until the process is told to stop. Each export that ends
     * prints its summary; one that fails does not end the others.
     *
     * @param reload whether changed routes are loaded again meanwhile
     */
    int serve(CommandSettings settings, Path routes, boolean reload) throws Exception {
        settings.read();
        try (ExportProgram program = ExportProgram.startService(settings, routes, reload)) {
            program.onEnd(this::show);
            LOG.info("Exports {}", settings.schedule().announced(Instant.now()));
            program.awaitStop();
        }
        return ExitCode.INTERRUPTED;
    }

    private void show(ExportSummary summary) {
        output.print(json ? SummaryText.json(summary) + System.lineSeparator() : SummaryText.people(summary));
        output.flush();
    }

    /** Reports what kept an export from beginning. */
    int refuse(ExportConfigurationException problem) throws IOException {
        return report(new Outcome(Optional.empty(), problem));
    }

    private Outcome show(ExportProgram program, String studyKey, String run) {
        String task = studyKey == null ? "export" : studyKey;
        boolean live = System.console() != null && !json;
        try (ProgressDisplay progress = live
                ? ProgressDisplay.live(task, System.err, program::latestRun)
                : ProgressDisplay.logged(program::latestRun)) {
            return program.export(studyKey, run);
        }
    }

    /** A server's message may have what moves a terminal's cursor or ends a line of a log. */
    static String printable(String message) {
        return String.valueOf(message).replaceAll("[\\p{Cc}\\u2028\\u2029&&[^\n]]", " ");
    }

    private int report(Outcome outcome) throws IOException {
        if (json) {
            output.println(outcome.summary().isPresent()
                    ? SummaryText.json(outcome.summary().get())
                    : SummaryText.json(outcome.failure()));
        } else {
            outcome.summary().map(SummaryText::people).ifPresent(output::print);
        }
        output.flush();
        if (outcome.failure() == null) {
            return ExitCode.DONE;
        }
        errors.println("imednet: " + printable(outcome.failure().getMessage()));
        errors.flush();
        return ExitCode.of(outcome.failure());
    }
}
