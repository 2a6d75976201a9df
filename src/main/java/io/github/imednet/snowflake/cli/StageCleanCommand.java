package io.github.imednet.snowflake.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes files from the stage that were loaded. */
@Command(
        name = "clean",
        description = {
            "Removes those files of a study from the stage whose rows were loaded, by the ledger, and no others."
                    + " Without --yes it only names them.",
            "",
            "The rows in the table no longer need these files. No export of the study into this table may be under way."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class StageCleanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StudyArguments arguments;

    @Option(
            names = {"--yes", "--delete"},
            description = "Removes them; without it the files are only listed")
    private boolean delete;

    @Override
    public Integer call() throws Exception {
        return new ReportConsole(new CommandOutput(spec)).run(
                arguments.askForSecrets(arguments.settings()),
                arguments.routes(),
                List.of(),
                (requests, studyKey) -> requests.stage(studyKey, delete),
                delete ? StageText::cleaned : StageText::wouldBeCleaned);
    }
}
