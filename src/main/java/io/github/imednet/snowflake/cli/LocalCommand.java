package io.github.imednet.snowflake.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The servers for laptops and tests, whose commands come with them. */
@Command(
        name = "local",
        description = "Runs a server on this machine that stands in for iMednet or for Snowflake.",
        mixinStandardHelpOptions = true)
final class LocalCommand {

    /** The command with those of the servers, or one that says what is missing. */
    static CommandLine commandLine() {
        return LocalServers.find().map(LocalCommand::with).orElseGet(() -> new CommandLine(new MissingLocalServers()));
    }

    private static CommandLine with(LocalServers servers) {
        CommandLine local = new CommandLine(new LocalCommand());
        servers.commands().forEach(local::addSubcommand);
        return local;
    }
}
