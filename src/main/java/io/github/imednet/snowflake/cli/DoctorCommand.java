package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.doctor.CheckResult;
import io.github.imednet.snowflake.doctor.DoctorReport;
import io.github.imednet.snowflake.doctor.PortCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks whether an export can begin. */
@Command(
        name = "doctor",
        description = {
            "Checks the prerequisites of a study's export: settings, directories, manifest and disk"
                    + " space, the API's address, keys, study and clock, Snowflake's address, login, warehouse and"
                    + " schema, stage, ledger, the table of each list with its selection, locks, and the role's rights."
                    + " It asks for one record, and changes nothing.",
            "",
            "Every argument is a property too, as for 'export snowflake'."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 an export can begin, 1 unexpected, 2 something is missing or wrong in the configuration,"
                    + " 3 only what may pass: the API or Snowflake cannot be reached or failed, or another run is at"
                    + " work; 130 interrupted, 143 terminated."
        })
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StudyArguments arguments;

    @Mixin
    private SelectionOptions selection;

    @Override
    public Integer call() throws Exception {
        return examine(
                new CommandOutput(spec),
                arguments.askForSecrets(arguments.settings()),
                arguments.routes(),
                "An export");
    }

    /**
     * Runs all checks and prints what they found.
     *
     * @param what can begin or would fail, of the study
     * @return the exit code
     */
    static int examine(CommandOutput output, CommandSettings settings, Path routes, String what) throws Exception {
        Optional<CheckResult> port = PortCheck.of(settings.observe());
        return new ReportConsole(output).run(
                settings,
                routes,
                List.of("doctor"),
                (requests, studyKey) -> requests.examine(studyKey).with(port),
                report -> people(report, what + " of " + report.studyKey()),
                DoctorReport::exitCode);
    }

    /** What was found, for people. @param what can begin or would fail */
    static String people(DoctorReport report, String what) {
        return report.checks().stream().map(DoctorCommand::line).collect(Collectors.joining())
                + String.format("%n%s%n", report.ok()
                        ? what + " can begin."
                        : what + " would fail.");
    }

    private static String line(CheckResult check) {
        String state = check.state().name().toLowerCase(Locale.ROOT);
        return String.format(
                "%-7s  %-11s  %s%n", state, check.check(), check.text().replace("\n", "\n" + " ".repeat(22)));
    }
}
