package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies built-in routes to where they can be edited. */
@Command(
        name = "init",
        description = {
            "Copies the built-in routes into a folder, to be edited there: a file of theirs takes the place of the"
                    + " built-in one.",
            "",
            "Copy only what is to be changed: a file that was copied stays as it is when the program is replaced by a newer"
                    + " one."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RoutesInitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "Routes to copy, such as write-batch; all if none is named")
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
        Map<String, String> builtIn = builtIn();
        Map<String, String> wanted = new TreeMap<>(builtIn);
        if (!names.isEmpty()) {
            wanted.keySet().retainAll(names.stream().map(RoutesInitCommand::fileName).toList());
        }
        List<String> unknown = names.stream().filter(name -> !builtIn.containsKey(fileName(name))).toList();
        if (!unknown.isEmpty()) {
            return refuse("No built-in route has the name " + String.join(", ", unknown) + ". There are: "
                    + String.join(", ", builtIn.keySet()).replace(BuiltInRoutes.ENDING, ""));
        }
        List<String> present = wanted.keySet().stream().filter(name -> Files.exists(routes.resolve(name))).toList();
        if (!present.isEmpty() && !force) {
            return refuse("In " + routes + " there are already " + String.join(", ", present)
                    + ". Nothing was copied: name other routes, or overwrite these with --force");
        }
        copy(wanted);
        return ExitCode.DONE;
    }

    private void copy(Map<String, String> texts) throws IOException {
        Files.createDirectories(routes);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = routes.resolve(text.getKey());
            Files.writeString(file, text.getValue());
            spec.commandLine().getOut().println(file);
        }
        spec.commandLine().getOut().flush();
    }

    private static Map<String, String> builtIn() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            return BuiltInRoutes.texts(context);
        }
    }

    private static String fileName(String name) {
        return name.endsWith(BuiltInRoutes.ENDING) ? name : name + BuiltInRoutes.ENDING;
    }

    private int refuse(String problem) {
        spec.commandLine().getErr().println("imednet: " + problem);
        spec.commandLine().getErr().flush();
        return ExitCode.CONFIGURATION;
    }
}
