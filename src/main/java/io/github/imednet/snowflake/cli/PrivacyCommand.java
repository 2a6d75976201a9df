package io.github.imednet.snowflake.cli;

import picocli.CommandLine.Command;

/** The privacy policy. */
@Command(
        name = "privacy",
        description = "Shows what the privacy policy does with a study.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = PrivacyCheckCommand.class)
final class PrivacyCommand {}
