package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies what exports of a study have left. */
@Command(
        name = "verify",
        description = {
            "Compares manifest, journals, ledger, stage and table of a study with each other, and names what differs."
                    + " It loads nothing and changes nothing.",
            "",
            "With --deep it also reads the study again and compares every value with the table. Records that differ are"
                    + " named by record id and column, never by value. What has changed in the study since the last"
                    + " export differs too.",
            "",
            "Every argument is a property too, as for 'export snowflake'. The keys of the API are needed in any case."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 all agrees, 1 unexpected, 2 wrong usage or configuration, 3 failed after all retries,"
                    + " 4 differences were found, 130 interrupted, 143 terminated."
        })
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StudyArguments arguments;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--deep", description = "Compares every value in the table with the API")
    private boolean deep;

    @Override
    public Integer call() throws Exception {
        return new ReportConsole(new CommandOutput(spec)).run(
                arguments.askForSecrets(arguments.settings()),
                arguments.routes(),
                List.of("verify"),
                (requests, studyKey) -> requests.verify(studyKey, deep),
                VerificationText::people,
                this::exitCode);
    }

    private int exitCode(VerificationReport report) {
        if (report.agrees()) {
            return ExitCode.DONE;
        }
        String problem = report.differencesFound() + " differences were found in study " + report.studyKey();
        new CommandOutput(spec).problem(problem);
        return ExitCode.NOT_RECONCILED;
    }
}
