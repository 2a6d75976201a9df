package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
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
            "Removes from the stage those files of a study that the ledger knows as loaded, now or once, and no others."
                    + " Without --yes it only says which.",
            "",
            "Rows do not need their files any more. No export of the study into this table may be under way."
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
                (program, studyKey) -> program.stage(studyKey, delete),
                delete ? StageText::cleaned : StageText::wouldBeCleaned,
                report -> ExitCode.DONE);
    }
}
