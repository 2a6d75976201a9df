package io.github.imednet.snowflake.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists a study's files on the stage. */
@Command(
        name = "list",
        description = {
            "Lists a study's files on the stage, below the stage prefix, and what the ledger says of each.",
            "",
            "loaded: its rows were loaded. superseded: they were, and others have taken their place. unknown: the"
                    + " ledger does not know it; it may be on its way into the table."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class StageListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StudyArguments arguments;

    @Override
    public Integer call() throws Exception {
        return new ReportConsole(new CommandOutput(spec)).run(
                arguments.askForSecrets(arguments.settings()),
                arguments.routes(),
                List.of(),
                (requests, studyKey) -> requests.stage(studyKey, false),
                StageText::listed);
    }
}
