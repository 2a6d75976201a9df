package io.github.imednet.snowflake.cli;

import picocli.CommandLine.Command;

/** Route files: those of one's own and the built-in ones. */
@Command(
        name = "routes",
        description = "Copies the built-in routes for editing, and checks routes before they run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RoutesInitCommand.class, RoutesCheckCommand.class})
final class RoutesCommand {}
