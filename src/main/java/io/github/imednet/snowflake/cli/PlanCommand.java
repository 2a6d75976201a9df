package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.plan.PlanReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what an export would do. */
@Command(
        name = "plan",
        description = {
            "Says what an export of a study would do, and does nothing: of each list what the API announces and the"
                + " table has, which files are there already, which rows would come, change and go, what would be made"
                + " in Snowflake, and about how many requests, PUTs and COPYs and how much time it would take.",
            "",
            "Without --read it asks for totals alone. With --read it reads the study and compares every value with the"
                    + " table, so that it knows the rows; that takes as many requests as an export.",
            "",
            "Every argument is a property too, as for 'export snowflake'."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 planned, 1 unexpected, 2 wrong usage or configuration, or more rows would be deleted than"
                    + " --fail-if-deletes, 3 the API or Snowflake cannot be reached or failed, 130 interrupted,"
                    + " 143 terminated."
        })
final class PlanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StudyArguments arguments;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--read", description = "Reads the study, and compares every value with the table")
    private boolean read;

    @Option(names = "--ids",
            description = "Names the first of the rows that would be deleted, where the study was read")
    private boolean ids;

    @Option(names = "--fail-if-deletes", paramLabel = "N", descriptionKey = "export.fail-if-deletes")
    private String failIfDeletes;

    @Override
    public Integer call() throws Exception {
        CommandOutput output = new CommandOutput(spec);
        return new ReportConsole(output).run(
                arguments.askForSecrets(arguments.settings()),
                arguments.routes(),
                List.of("plan", "verify"),
                (requests, studyKey) -> requests.plan(studyKey, read),
                report -> PlanText.people(report, ids),
                report -> exitCode(report, output));
    }

    private static int exitCode(PlanReport report, CommandOutput output) {
        if (report.wouldFail()) {
            output.problem("an export would delete more than the " + report.failIfDeletes()
                    + " rows of export.fail-if-deletes, and so fail");
        }
        return report.exitCode();
    }
}
