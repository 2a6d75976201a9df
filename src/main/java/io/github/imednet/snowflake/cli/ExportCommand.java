package io.github.imednet.snowflake.cli;

import picocli.CommandLine.Command;

/** Where a study can be exported to. */
@Command(
        name = "export",
        description = "Exports a study's records.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ExportSnowflakeCommand.class})
final class ExportCommand {}
