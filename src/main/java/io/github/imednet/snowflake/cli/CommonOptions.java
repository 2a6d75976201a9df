package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that runs routes. */
final class CommonOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private RefusedSecrets secrets;

    @Option(names = "--connection", paramLabel = "NAME", descriptionKey = "snowflake.connection")
    private String connection;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any other property; may be repeated")
    private Map<String, String> others = Map.of();

    @Option(names = "--properties", paramLabel = "FILE", description = "Instead of ./application.properties")
    private Path properties;

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            defaultValue = "routes",
            description = "Route files that replace built-in ones or come to them"
                    + " (default: ${DEFAULT-VALUE})")
    private Path routes;

    @Option(
            names = "--json",
            description = "Prints the result as one JSON object, and nothing else, on standard output")
    private boolean json;

    Path routes() {
        return routes;
    }

    /**
     * What the options and arguments of the command say; it may add to it.
     *
     * @throws ExportConfigurationException if a secret is among them, or the properties file cannot be read
     */
    CommandSettings settings() {
        CommandSettings settings = new CommandSettings(properties).with(command);
        others.forEach((key, value) -> settings.with(CommandSettings.notSecret(key), value));
        return settings;
    }

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
