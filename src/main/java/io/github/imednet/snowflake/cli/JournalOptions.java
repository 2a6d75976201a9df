package io.github.imednet.snowflake.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of commands that look at the journals of runs alone. */
final class JournalOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--state-dir", paramLabel = "DIR", descriptionKey = "export.state-dir")
    private Path stateDirectory;

    @Option(names = "--properties", paramLabel = "FILE", description = "Instead of ./application.properties")
    private Path properties;

    @Option(names = "--json", description = "Prints a JSON object a line")
    private boolean json;

    CommandSettings settings() {
        return new CommandSettings(properties).with(command);
    }
}
