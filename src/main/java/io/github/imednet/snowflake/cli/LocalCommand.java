package io.github.imednet.snowflake.cli;

import picocli.CommandLine.Command;

/** The servers for laptops and tests. */
@Command(
        name = "local",
        description = "Runs a server on this machine that stands in for iMednet or for Snowflake.",
        mixinStandardHelpOptions = true,
        subcommands = {LocalImednetCommand.class, LocalSnowflakeCommand.class})
final class LocalCommand {}
