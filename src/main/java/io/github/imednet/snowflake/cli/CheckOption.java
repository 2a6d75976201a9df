package io.github.imednet.snowflake.cli;

import picocli.CommandLine.Option;

/** Has a command that loads look whether it could, and end. */
final class CheckOption {

    @Option(
            names = "--check",
            description = "Only checks the prerequisites of the command, as imednet doctor does, and ends")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }
}
