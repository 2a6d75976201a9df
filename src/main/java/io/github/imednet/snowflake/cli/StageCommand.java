package io.github.imednet.snowflake.cli;

import picocli.CommandLine.Command;

/** What exports have left on the stage. */
@Command(
        name = "stage",
        description = "Lists a study's files on the Snowflake stage, or removes those that were loaded.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {StageListCommand.class, StageCleanCommand.class})
final class StageCommand {}
