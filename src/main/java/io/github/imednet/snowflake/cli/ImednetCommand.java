package io.github.imednet.snowflake.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line, {@code imednet}. */
@Command(
        name = "imednet",
        description = "Brings clinical studies from the iMednet EDC REST API into Snowflake.",
        mixinStandardHelpOptions = true,
        subcommands = {ExportCommand.class, LocalCommand.class})
public final class ImednetCommand {

    private ImednetCommand() {}

    public static void main(String[] arguments) {
        // Before the driver's first class is loaded: its log lines go where all others go.
        System.setProperty("net.snowflake.jdbc.loggerImpl", "net.snowflake.client.log.SLF4JLogger");
        System.exit(new CommandLine(new ImednetCommand()).execute(arguments));
    }
}
