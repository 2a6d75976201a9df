package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what lets a shell complete this command line. */
@Command(
        name = "completion",
        description = {
            "Prints a script for bash and zsh that completes commands and options.",
            "",
            "For the shell that is open:",
            "",
            "  source <(imednet completion)",
            "",
            "and for every new one, the same line in ~/.bashrc or ~/.zshrc."
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        new CommandOutput(spec).print(AutoComplete.bash(root.name(), root.commandLine()));
        return ExitCode.DONE;
    }
}
