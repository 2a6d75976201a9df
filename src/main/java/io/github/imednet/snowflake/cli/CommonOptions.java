package io.github.imednet.snowflake.cli;

import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options of every command that runs routes for a study. */
final class CommonOptions extends RouteOptions {

    @Option(
            names = "--json",
            description = "Prints the result as one JSON object, and nothing else, on standard output")
    private boolean json;

    /**
     * Asks at the terminal, if there is one, for the keys and the password that are set nowhere. Programs are not
     * asked.
     */
    CommandSettings askForSecrets(CommandSettings settings) {
        return terminal().map(settings::askForSecrets).orElse(settings);
    }

    /** The same for a command that asks iMednet for nothing. */
    CommandSettings askForPassword(CommandSettings settings) {
        return terminal().map(settings::askForPassword).orElse(settings);
    }

    private Optional<Function<String, char[]>> terminal() {
        return json ? Optional.empty() : TerminalCheck.console().map(console -> console::readPassword);
    }
}
