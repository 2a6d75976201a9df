package io.github.imednet.snowflake.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The command {@code local} where there are no local servers: says what is missing, whatever the arguments. */
@Command(name = "local", description = LocalServers.MISSING)
final class MissingLocalServers implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Unmatched
    private @Nullable List<String> arguments;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), LocalServers.MISSING);
    }
}
