package io.github.imednet.snowflake.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.ObjectHelper;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * A route file as far as it can be read: what Camel refuses in it is noted and removed, so that the rest of the file
 * is looked at all the same.
 */
final class RouteFile {

    /** As Camel says which bean it could not make. */
    private static final Pattern BEAN = Pattern.compile("Error creating bean: (\\S+) of type");

    private final String name;
    private final List<RouteProblem> problems = new ArrayList<>();
    private YamlText text;
    private List<RouteDefinition> routes = new ArrayList<>();
    private List<RouteConfigurationDefinition> configurations = List.of();
    private boolean readable;

    private RouteFile(String name, String text) {
        this.name = name;
        this.text = new YamlText(text);
    }

    /** Reads a file, and makes its beans in the context. */
    static RouteFile read(CamelContext context, String name, String text) {
        RouteFile file = new RouteFile(name, text);
        while (!file.isRead(context)) {
            // Again, without what was refused.
        }
        return file;
    }

    String name() {
        return name;
    }

    List<RouteProblem> problems() {
        return problems;
    }

    List<RouteDefinition> routes() {
        return routes;
    }

    List<RouteConfigurationDefinition> configurations() {
        return configurations;
    }

    /** Whether the file was read to its end, so that nothing is missing but what a problem names. */
    boolean isReadable() {
        return readable;
    }

    /** Notes a problem that is none of a step, and so not what follows from another one. */
    void add(int line, String reason) {
        problems.add(new RouteProblem(name, line, reason));
    }

    /** Notes a problem. A second one in a line is mostly what follows from the first. */
    void note(int line, String reason) {
        if (problems.stream().noneMatch(problem -> problem.line() == line)) {
            add(line, reason);
        }
    }

    /** @return false if it is to be tried again, without a part that was refused */
    private boolean isRead(CamelContext context) {
        try (YamlRoutesBuilderLoader loader = new YamlRoutesBuilderLoader()) {
            loader.setCamelContext(context);
            loader.start();
            RouteConfigurationBuilder builder = (RouteConfigurationBuilder)
                    loader.loadRoutesBuilder(ResourceHelper.fromString("file:" + name, text.content()));
            builder.setCamelContext(context);
            builder.configuration();
            builder.configure();
            configurations = builder.getRouteConfigurationCollection().getRouteConfigurations();
            routes = builder.getRouteCollection().getRoutes();
            readable = true;
            return true;
        } catch (Exception e) {
            return !isTakenOut(e);
        }
    }

    /** Notes a failure, and takes what it is about out of the text, if it tells. */
    private boolean isTakenOut(Exception failure) {
        Optional<MarkedYamlEngineException> marked = marked(failure);
        int index = marked.flatMap(MarkedYamlEngineException::getProblemMark)
                .map(Mark::getIndex)
                .orElseGet(() -> beanOf(failure));
        String reason = marked.map(MarkedYamlEngineException::getProblem).orElseGet(() -> Reasons.of(failure));
        note(index < 0 ? 0 : text.lineOf(index), reason);
        Optional<YamlText> rest = index < 0 ? Optional.empty() : text.without(index);
        rest.ifPresent(shorter -> text = shorter);
        return rest.isPresent();
    }

    private int beanOf(Exception failure) {
        Matcher bean = BEAN.matcher(String.valueOf(failure.getMessage()));
        return bean.find() ? text.indexOfBean(bean.group(1)) : -1;
    }

    private static Optional<MarkedYamlEngineException> marked(Throwable failure) {
        return Optional.ofNullable(ObjectHelper.getException(MarkedYamlEngineException.class, failure));
    }
}
