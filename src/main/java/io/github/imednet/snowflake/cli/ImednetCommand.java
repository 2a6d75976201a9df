package io.github.imednet.snowflake.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line, {@code imednet}. */
@Command(
        name = "imednet",
        description = "Brings clinical studies from the iMednet EDC REST API into Snowflake.",
        mixinStandardHelpOptions = true,
        subcommands = {LocalCommand.class})
public final class ImednetCommand {

    private ImednetCommand() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ImednetCommand()).execute(arguments));
    }
}
