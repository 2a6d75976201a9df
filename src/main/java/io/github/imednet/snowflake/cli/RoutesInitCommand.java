package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies built-in routes to where they can be edited. */
@Command(
        name = "init",
        description = {
            "Copies the built-in routes into a folder, to be edited there: a file of theirs replaces the"
                    + " built-in one.",
            "",
            "Copy only what is to be changed: a file that was copied stays as it is when the program is replaced by a"
                    + " newer one."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RoutesInitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description =
                    "Routes to copy, such as write-batch, or folders of them, such as extend; all if none is named")
    private List<String> names = List.of();

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            defaultValue = "routes",
            description = "The folder (default: ${DEFAULT-VALUE})")
    private Path routes;

    @Option(names = "--force", description = "Overwrites files that are there already")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        Map<String, String> builtIn = BuiltInRoutes.texts();
        Map<String, String> wanted = new TreeMap<>(builtIn);
        wanted.keySet()
                .removeIf(file ->
                        !names.isEmpty() && names.stream().noneMatch(name -> isMeant(name, file, builtIn)));
        List<String> unknown = names.stream()
                .filter(name -> builtIn.keySet().stream().noneMatch(file -> isMeant(name, file, builtIn)))
                .toList();
        if (!unknown.isEmpty()) {
            throw refused("No built-in route or folder has the name " + String.join(", ", unknown) + ". There are: "
                    + String.join(", ", builtIn.keySet()).replace(BuiltInRoutes.ENDING, ""));
        }
        List<String> present = present(wanted.keySet());
        if (!present.isEmpty() && !force) {
            throw refused("In " + routes + " there are already " + String.join(", ", present)
                    + ". Nothing was copied: name other routes, or overwrite these with --force");
        }
        copy(wanted);
        return ExitCode.DONE;
    }

    /** Those that are in the folder, wherever that has them. */
    private List<String> present(Collection<String> wanted) throws IOException {
        Set<String> names = entries().stream().map(RouteFiles::nameOf).collect(Collectors.toSet());
        return wanted.stream().filter(file -> names.contains(Path.of(file).getFileName().toString())).toList();
    }

    /** What is in the folder, however deep; as for the commands that run its routes, also what links lead to. */
    private List<Path> entries() throws IOException {
        if (!Files.isDirectory(routes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(routes, FileVisitOption.FOLLOW_LINKS)) {
            return files.toList();
        }
    }

    /** A file that lies elsewhere in the folder already is overwritten there. */
    private void copy(Map<String, String> texts) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = place(text.getKey());
            Path folder = Objects.requireNonNull(file.getParent());
            if (!Files.isDirectory(folder)) { // else some Java 17 would fail on a link to one
                Files.createDirectories(folder);
            }
            Files.writeString(
                    file,
                    text.getValue(),
                    StandardOpenOption.WRITE,
                    force ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.TRUNCATE_EXISTING);
            new CommandOutput(spec).line(file);
        }
    }

    private Path place(String builtIn) throws IOException {
        Path file = routes.resolve(builtIn);
        return entries().stream()
                .filter(other -> other.getFileName().equals(file.getFileName()))
                .findFirst()
                .orElse(file);
    }

    /** @param name of a route, of its file, or of a folder */
    private static boolean isMeant(String name, String file, Map<String, String> builtIn) {
        return Objects.requireNonNull(builtIn.get(file)).contains("\n    id: " + name + '\n')
                || file.endsWith('/' + name + BuiltInRoutes.ENDING)
                || file.endsWith('/' + name)
                || file.startsWith(name + '/')
                || file.equals(name + BuiltInRoutes.ENDING);
    }

    private static ExportConfigurationException refused(String problem) {
        return new ExportConfigurationException(List.of(problem));
    }
}
