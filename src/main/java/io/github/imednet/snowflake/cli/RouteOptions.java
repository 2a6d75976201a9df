package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that runs routes: which routes, and with which settings. */
class RouteOptions {

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
            description = "Route files that replace built-in ones or are added to them"
                    + " (default: ${DEFAULT-VALUE})")
    private Path routes;

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
}
