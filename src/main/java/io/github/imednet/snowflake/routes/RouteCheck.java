package io.github.imednet.snowflake.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * Looks for everything that is wrong with route files: beans, routes and steps are made, so that Camel itself refuses
 * what it would refuse later, but nothing is started and no message is sent.
 */
public final class RouteCheck {

    private final CamelContext context;
    private final List<RouteFile> files = new ArrayList<>();
    private final Set<String> leftOut = new HashSet<>();

    private RouteCheck(CamelContext context) {
        this.context = context;
    }

    /**
     * Checks files that are to run together.
     *
     * @param context with the settings; it is started, without a route
     * @param texts what is in each file, by the file's name, in the order in which they are loaded
     * @return all problems, in the order of files and lines
     */
    public static List<RouteProblem> problems(CamelContext context, Map<String, String> texts) {
        RouteCheck check = new RouteCheck(context);
        context.setAutoStartup(false);
        context.start();
        texts.forEach((name, text) -> check.files.add(RouteFile.read(context, name, text)));
        check.leaveOut();
        check.checkConfigurations();
        check.checkRoutes();
        return check.files.stream().flatMap(file -> file.problems().stream().sorted(RouteProblem.BY_LINE)).toList();
    }

    /** Those that name an error handling of their own may name any that there is. */
    private void checkConfigurations() {
        StepCheck steps = new StepCheck(context);
        for (RouteFile file : files) {
            for (RouteConfigurationDefinition configuration : file.configurations()) {
                context.getCamelContextExtension().getContextPlugin(Model.class).addRouteConfiguration(configuration);
            }
        }
        for (RouteFile file : files) {
            file.configurations().forEach(configuration -> steps.check(configuration, file::note));
        }
    }

    private void checkRoutes() {
        Map<String, String> placesOfIds = new HashMap<>();
        Map<String, String> placesOfSteps = new HashMap<>();
        Map<String, String> placesOfEntries = new HashMap<>();
        for (RouteFile file : files) {
            for (RouteDefinition route : file.routes()) {
                int line = route.getInput().getLineNumber();
                once(file, line, placesOfIds, "route id", route.getRouteId());
                once(file, line, placesOfEntries, "entry", entry(route));
                all(route.getOutputs()).forEach(step ->
                        once(file, step.getLineNumber(), placesOfSteps, "step id", step.getId()));
            }
        }
        Set<String> known = new HashSet<>(placesOfEntries.keySet());
        known.addAll(mayBeThere());
        known.addAll(leftOut);
        StepCheck steps = new StepCheck(context);
        DynamicEndpoints dynamic = new DynamicEndpoints(context);
        KameletCalls kamelets = new KameletCalls(context);
        for (RouteFile file : files) {
            for (RouteDefinition route : file.routes()) {
                checkConfigurationIds(file, route);
                steps.check(route, file::note);
                dynamic.check(all(route.getOutputs()), file::note);
                DirectCalls.check(all(route.getOutputs()), known, file::note);
                kamelets.check(route.getInput(), all(route.getOutputs()), file::add);
            }
        }
    }

    /** Calls of routes that the settings leave out are not made either: they are no mistakes. */
    private void leaveOut() {
        for (RouteFile file : files) {
            file.routes().stream().filter(this::isLeftOut).map(RouteCheck::entry).forEach(leftOut::add);
            file.routes().removeIf(this::isLeftOut);
        }
    }

    /** Whether the settings leave a route out, by its precondition. */
    private boolean isLeftOut(RouteDefinition route) {
        return route.getPrecondition() != null
                && !context.resolveLanguage("simple")
                        .createPredicate(context.resolvePropertyPlaceholders(route.getPrecondition()))
                        .matches(new DefaultExchange(context));
    }

    private static List<ProcessorDefinition<?>> all(List<ProcessorDefinition<?>> steps) {
        List<ProcessorDefinition<?>> all = new ArrayList<>();
        for (ProcessorDefinition<?> step : steps) {
            all.add(step);
            all.addAll(all(step.getOutputs()));
        }
        return all;
    }

    private static @Nullable String entry(RouteDefinition route) {
        String uri = route.getInput().getEndpointUri();
        return DirectCalls.isDirect(uri) ? DirectCalls.plain(uri) : null;
    }

    private static void once(
            RouteFile file, int line, Map<String, String> places, String what, @Nullable String value) {
        String other = value == null ? null : places.putIfAbsent(value, file.name() + ':' + line);
        if (other != null) {
            file.add(line, "The " + what + " " + value + " is in use already, at " + other);
        }
    }

    private void checkConfigurationIds(RouteFile file, RouteDefinition route) {
        Set<String> known = files.stream()
                .flatMap(other -> other.configurations().stream())
                .map(RouteConfigurationDefinition::getId)
                .collect(Collectors.toSet());
        String id = route.getRouteConfigurationId();
        if (id != null && !known.contains(id) && files.stream().allMatch(RouteFile::isReadable)) {
            file.add(route.getInput().getLineNumber(), "There is no routeConfiguration with the id " + id);
        }
    }

    /** Routes that a file may have which cannot be read: by the rule that a route has the name of its file. */
    private Set<String> mayBeThere() {
        return files.stream()
                .filter(file -> !file.problems().isEmpty())
                .map(file -> "direct:" + file.name().replaceAll(".*/|\\.camel\\.yaml.*", ""))
                .collect(Collectors.toSet());
    }
}
