package io.github.imednet.snowflake.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the statements that make the views of a study's forms. */
@Command(
        name = "views",
        description = {
            "Prints the statements by which an export with export.form-views=true makes a view of the records of"
                    + " each form of the study, with a typed column for each variable.",
            "",
            "It asks the API for the study's forms and variables. Snowflake is not asked: of its settings only the"
                    + " names of database, schema and table are used, in the statements (MY_DATABASE, PUBLIC"
                    + " and RECORDS where they are not set)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 1 unexpected, 2 wrong usage or configuration, 3 failed after all retries,"
                    + " 130 interrupted, 143 terminated."
        })
final class ViewsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StudyArguments arguments;

    @Override
    public Integer call() throws Exception {
        return new ReportConsole(new CommandOutput(spec)).run(
                arguments.askForSecrets(arguments.settings().withoutSnowflake()),
                arguments.routes(),
                List.of(),
                (requests, studyKey) -> requests.views(studyKey),
                ViewsText::script);
    }
}
