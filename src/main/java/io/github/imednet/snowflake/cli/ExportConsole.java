package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.run.ExportSummary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs exports for whoever sits at the terminal, or reads what a program prints: progress, summary, exit code. */
final class ExportConsole {

    private static final Logger LOG = LoggerFactory.getLogger(ExportConsole.class);

    private final CommandOutput output;

    ExportConsole(CommandOutput output) {
        this.output = output;
    }

    /**
     * Checks the settings, runs the export and reports how it ended.
     *
     * @return the exit code
     */
    int export(CommandSettings settings, Path routes) throws Exception {
        return resume(settings, routes, null);
    }

    /**
     * The same for a run that has begun before.
     *
     * @param run its id, or null for a new one
     */
    int resume(CommandSettings settings, Path routes, @Nullable String run) throws Exception {
        String studyKey = settings.read().get(ExportKeys.STUDY_KEY);
        try (ExportProgram program = studyKey == null
                ? ExportProgram.start(settings, routes, List.of())
                : ExportProgram.startExport(settings, routes)) {
            ExportOutcome outcome = run(program, studyKey, run);
            outcome.summary().ifPresent(this::show);
            return outcome.failure() == null ? ExitCode.DONE : fail(outcome);
        }
    }

    /**
     * The same for several studies: each has a line in a table, or an entry in the JSON object, and its failure touches
     * no other one.
     *
     * @return the highest exit code of a study: one that was interrupted is above all others
     */
    int exportEach(CommandSettings settings, Path routes, StudiesOptions studies) throws Exception {
        int atATime = settings.read().get(ExportKeys.PARALLEL_STUDIES);
        try (ExportProgram program = studies.areNamed()
                ? ExportProgram.startExport(settings, routes)
                : ExportProgram.start(settings, routes, List.of("lookup"))) {
            List<ExportOutcome> outcomes;
            List<String> keys = studies.find(program);
            try (ProgressDisplay progress = ProgressDisplay.logged(program::runsUnderWay)) {
                outcomes = program.exportEach(keys, atATime);
            }
            output.result(StudiesSummary.of(outcomes), StudiesSummary::text);
            return outcomes.stream()
                    .filter(outcome -> outcome.failure() != null)
                    .mapToInt(outcome -> output.failAfterResult(String.valueOf(outcome.studyKey()), outcome.cause()))
                    .max()
                    .orElse(ExitCode.DONE);
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
        try (ServiceProgram service = ServiceProgram.onSchedule(settings, routes, reload)) {
            service.onEnd(this::show);
            LOG.info("Exports {}", settings.schedule().announced(Instant.now()));
            service.awaitStop();
        }
        return ExitCode.INTERRUPTED;
    }

    /** The same for the studies that wait in the queue. */
    int work(CommandSettings settings, Path routes) throws Exception {
        QueueSettings queue = settings.queue().require();
        settings.read();
        try (ServiceProgram service = ServiceProgram.onQueue(settings, routes)) {
            service.onEnd(this::show);
            LOG.info("Worker of group {} takes studies from {} at {}", queue.group(), queue.topic(), queue.brokers());
            service.awaitStop();
        }
        return ExitCode.INTERRUPTED;
    }

    private ExportOutcome run(ExportProgram program, @Nullable String studyKey, @Nullable String run) {
        String task = studyKey == null ? "export" : studyKey;
        boolean live = TerminalCheck.showsProgress() && !output.isJson();
        if (!live) {
            try (ProgressDisplay progress = ProgressDisplay.logged(program::runsUnderWay)) {
                return program.export(studyKey, run);
            }
        }
        PrintStream terminal = System.err;
        ProgressScreen screen = new ProgressScreen(terminal);
        System.setErr(screen.above()); // where the log goes
        try (ProgressDisplay progress = ProgressDisplay.live(task, screen, program::latestRun)) {
            return program.export(studyKey, run);
        } finally {
            System.setErr(terminal);
        }
    }

    private void show(ExportSummary summary) {
        output.result(summary, SummaryText::people);
    }

    /** What the summary has said, JSON does not say twice. */
    private int fail(ExportOutcome outcome) {
        if (outcome.summary().isEmpty()) {
            return output.fail(outcome.cause());
        }
        return output.failAfterResult(outcome.cause());
    }
}
