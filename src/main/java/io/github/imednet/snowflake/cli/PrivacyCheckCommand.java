package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.privacy.DecidedField;
import io.github.imednet.snowflake.verify.PolicyReport;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the fields of a study with the rules that decide on them. */
@Command(
        name = "check",
        description = {
            "Lists every field of a study, those of all lists and every variable of its dictionary, with what the"
                    + " privacy policy (export.privacy-policy) does with it, and by which rule.",
            "",
            "Only the dictionary is read; Snowflake is not asked, and its settings are not needed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 unexpected, 2 wrong usage, configuration or policy, 3 failed after all retries,"
                    + " 130 interrupted, 143 terminated."
        })
final class PrivacyCheckCommand implements Callable<Integer> {

    private static final String LINE = "%-12s %-16s %-28s %s%n";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "STUDY", descriptionKey = "export.study-key")
    private String study;

    @Option(names = "--policy", paramLabel = "FILE", descriptionKey = "export.privacy-policy")
    private String policy;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        return new ReportConsole(new CommandOutput(spec)).run(
                common.askForSecrets(common.settings().withoutSnowflake()),
                common.routes(),
                List.of("lookup"),
                (requests, studyKey) -> requests.checkPrivacy(studyKey),
                PrivacyCheckCommand::text);
    }

    private static String text(PolicyReport report) {
        return report.fields().stream()
                .map(PrivacyCheckCommand::line)
                .collect(Collectors.joining(
                        "",
                        LINE.formatted("ACTION", "LIST", "WHY", "FIELD"),
                        "%d fields of study %s, policy %s of %s%n".formatted(
                                report.fields().size(), report.studyKey(), report.policyId(), report.policyFile())));
    }

    private static String line(DecidedField field) {
        String of = field.form() == null ? "" : " of form " + field.form();
        String variable = field.variable() == null ? "" : " of variable " + field.variable();
        boolean needed = field.reason().startsWith("needed");
        return LINE.formatted(
                field.action(), field.list(), needed ? "needed" : field.reason(), field.field() + of + variable);
    }
}
