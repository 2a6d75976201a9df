package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.report.Reports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a page about runs, of their journals. */
@Command(
        name = "report",
        description = {
            "Writes a page (HTML, one file) about a run, or with --all about all runs of the state directory.",
            "",
            "The page is made of journals: what was counted on the way into the table, rows by list, form and month,"
                    + " when the run read, loaded and waited, what it cost, and what made it. It has no value of a record."
                    + " An export writes the page by itself with export.report."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Id of the run, or its beginning: see imednet runs")
    private String run;

    @Option(names = "--all", description = "About all runs: rows, time and retries over the runs of each table")
    private boolean all;

    @Option(names = "--output", paramLabel = "FILE",
            description = "The page's file; without it imednet-report-RUN.html, or imednet-report.html with --all")
    private Path file;

    @Mixin
    private JournalOptions journals;

    @Override
    public Integer call() throws Exception {
        if (all == (run != null)) {
            throw new ExportConfigurationException(List.of("Name one run, as imednet runs lists them, or give --all"));
        }
        Reports reports = new Reports(journals.settings().stateDirectory());
        String page = all ? reports.ofAll(null) : reports.ofRun(run);
        Path written = file != null
                ? file
                : Path.of("imednet-report" + (all ? "" : '-' + run.replaceAll("[^A-Za-z0-9._-]", "_")) + ".html");
        Reports.write(written, page);
        new CommandOutput(spec).result(
                Map.of("report", written.toAbsolutePath().normalize().toString()),
                fields -> fields.get("report") + System.lineSeparator());
        return ExitCode.DONE;
    }
}
