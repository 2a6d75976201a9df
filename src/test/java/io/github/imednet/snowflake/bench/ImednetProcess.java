package io.github.imednet.snowflake.bench;

import io.github.imednet.snowflake.cli.ImednetCommand;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prepares {@code imednet} in a JVM of its own, with the java and class path of this one and the start script's
 * options.
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
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("@" + START_OPTIONS.toAbsolutePath());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), main.getName()));
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

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
