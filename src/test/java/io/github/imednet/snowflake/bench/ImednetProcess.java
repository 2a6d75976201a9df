package io.github.imednet.snowflake.bench;

import io.github.imednet.snowflake.JavaProcess;
import io.github.imednet.snowflake.cli.ImednetCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prepares {@code imednet} in a JVM of its own, with the java and classes of this one, an archive of them and options
 * as the start script has them.
 */
public final class ImednetProcess {

    private static final String SETTINGS = "(IMEDNET|SNOWFLAKE|EXPORT|CAMEL)_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS";

    private static final Path START_OPTIONS = Path.of("src", "main", "distribution", "bin", "java.options");

    private ImednetProcess() {}

    /** @param directory the working directory; standard error goes to the file {@code log} in it */
    public static ProcessBuilder of(Path directory, String log, List<String> javaOptions, List<String> arguments) {
        return of(directory, log, javaOptions, ImednetCommand.class, arguments);
    }

    /** The same of another class that has a main method. */
    static ProcessBuilder of(
            Path directory, String log, List<String> javaOptions, Class<?> main, List<String> arguments) {
        List<String> options = new ArrayList<>(List.of("@" + START_OPTIONS.toAbsolutePath()));
        options.addAll(javaOptions);
        List<String> command = JavaProcess.commandWith(options, main.getName());
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
        process.redirectError(directory.resolve(log).toFile());
        withoutSettings(process.environment());
        return process;
    }

    /** What is set in this shell is not to change what is measured. */
    private static void withoutSettings(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.matches(SETTINGS));
    }
}
