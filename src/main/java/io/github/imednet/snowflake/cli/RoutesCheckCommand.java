package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import io.github.imednet.snowflake.routes.RouteCheck;
import io.github.imednet.snowflake.routes.RouteProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is wrong with route files before they run. */
@Command(
        name = "check",
        description = {
            "Loads the route files of a folder, with the built-in ones that they do not replace, and names"
                    + " all that is wrong with them by file and line. Nothing is started, and nothing is sent.",
            "",
            "Settings are read as for an export, because routes may ask for them; keys and passwords are not needed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 no problems, 2 problems found."})
final class RoutesCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            defaultValue = "routes",
            description = "The folder (default: ${DEFAULT-VALUE})")
    private Path routes;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any property; may be repeated")
    private Map<String, String> others = Map.of();

    @Option(names = "--properties", paramLabel = "FILE", description = "Instead of ./application.properties")
    private Path properties;

    @Override
    public Integer call() throws Exception {
        CommandSettings settings = new CommandSettings(properties).withoutRequired().unobserved();
        others.forEach((key, value) -> settings.with(CommandSettings.notSecret(key), value));
        settings.read();
        return check(settings);
    }

    private int check(CommandSettings settings) throws Exception {
        try (CamelContext context = settings.context()) {
            Map<String, String> builtIn = BuiltInRoutes.texts();
            Map<String, String> texts = texts(builtIn);
            List<RouteProblem> problems = RouteCheck.problems(context, texts);
            if (!problems.isEmpty()) {
                return report(problems);
            }
            CommandOutput output = new CommandOutput(spec);
            RouteFiles.paths(routes).stream()
                    .filter(file -> !builtInTexts(builtIn, file).contains(texts.get(file.toString())))
                    .map(file -> file + (builtInTexts(builtIn, file).isEmpty()
                            ? " is added to the built-in routes"
                            : " replaces the built-in route"))
                    .forEach(output::line);
            output.line(texts.size() + " route files, no problems found");
            return ExitCode.DONE;
        }
    }

    private int report(List<RouteProblem> problems) {
        CommandOutput output = new CommandOutput(spec);
        problems.forEach(output::error);
        output.problem(problems.size() + (problems.size() == 1 ? " problem" : " problems")
                + " in route files");
        return ExitCode.CONFIGURATION;
    }

    /** In the order in which an export loads them. */
    private Map<String, String> texts(Map<String, String> builtIn) throws Exception {
        List<Path> own = RouteFiles.paths(routes);
        Map<String, String> texts = new LinkedHashMap<>(builtIn);
        own.forEach(file -> texts.keySet().removeIf(path -> isNamedAs(path, file)));
        for (Path file : own) {
            texts.put(file.toString(), Files.readString(file));
        }
        return texts;
    }

    /** What is in the built-in file of the same name, if there is one. */
    private static List<String> builtInTexts(Map<String, String> builtIn, Path file) {
        return builtIn.keySet().stream().filter(path -> isNamedAs(path, file)).map(builtIn::get).toList();
    }

    private static boolean isNamedAs(String builtIn, Path file) {
        return builtIn.endsWith('/' + RouteFiles.nameOf(file));
    }
}
