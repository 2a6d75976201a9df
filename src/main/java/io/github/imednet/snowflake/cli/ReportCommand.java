package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.queue.QueueMessages;
import io.github.imednet.snowflake.queue.StudyQueue;
import io.github.imednet.snowflake.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a page about runs, of their journals, or about a night, of what workers told. */
@Command(
        name = "report",
        description = {
            "Writes a page (HTML, one file) about a run, with --all about all runs of the state directory, or with"
                    + " --night about what workers (imednet worker) did in the last day.",
            "",
            "The page is made from journals: the counts on the way into the table, rows by list, form and month,"
                    + " when the run read, loaded and waited, its cost, versions and settings. It has no value of a"
                    + " record. With export.report an export writes the page itself."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Id of the run, or its beginning: see imednet runs")
    private String run;

    @Option(names = "--all", description = "About all runs: rows, time and retries over the runs of each table")
    private boolean all;

    @Option(
            names = "--night",
            description =
                    "About the day before the latest result of a worker: studies by state, workers, failed and slow"
                            + " ones")
    private boolean night;

    @Option(names = "--results", paramLabel = "FILE",
            description = "With --night: a file with a result a line, instead of the topic queue.results-topic")
    private Path results;

    @Option(names = "--output", paramLabel = "FILE",
            description = "The page's file; without it imednet-report-RUN.html, or imednet-report.html with --all, or"
                    + " imednet-report-night.html with --night")
    private Path file;

    @Mixin
    private JournalOptions journals;

    @Override
    public Integer call() throws Exception {
        if (Stream.of(all, night, run != null).filter(wanted -> wanted).count() != 1 || results != null && !night) {
            throw new ExportConfigurationException(
                    List.of("Name one run, as imednet runs lists them, or give --all, or --night"
                            + " without or with --results FILE"));
        }
        Path written = file != null ? file : Path.of("imednet-report" + (all ? "" : '-' + name()) + ".html");
        Reports.write(written, page());
        new CommandOutput(spec).result(
                Map.of("report", written.toAbsolutePath().normalize().toString()),
                fields -> fields.get("report") + System.lineSeparator());
        return ExitCode.DONE;
    }

    private String name() {
        return night ? "night" : run.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private String page() throws IOException {
        if (night) {
            return results == null ? ofNight(StudyQueue.night(journals.settings().queue()))
                    : Reports.ofNight(lines(results));
        }
        Reports reports = new Reports(journals.settings().stateDirectory());
        return all ? reports.ofAll(null) : reports.ofRun(run);
    }

    private static String ofNight(StudyQueue.Night night) {
        List<String> told = night.results().stream().map(QueueMessages::write).toList();
        return Reports.ofNight(told, night.waiting(), night.behind(), night.missingRights());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ExportConfigurationException(
                    List.of("The file of results " + file + " cannot be read: " + SystemErrors.reason(e)));
        }
    }
}
