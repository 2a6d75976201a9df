package io.github.imednet.snowflake.routes;

import io.github.imednet.snowflake.config.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Parameters of kamelets: Camel takes any, also those that the kamelet does not have, and says nothing. */
final class KameletCalls {

    private static final String SCHEME = "kamelet:";
    private static final Set<String> ENDS_OF_TEMPLATES = Set.of("source", "sink");
    private static final String LOCATION = "camel.component.kamelet.location";

    private final CamelContext context;
    private final Map<String, Optional<Set<String>>> known = new HashMap<>();

    KameletCalls(CamelContext context) {
        this.context = context;
    }

    /** @param note takes the line and the reason of each problem */
    void check(FromDefinition entry, Iterable<ProcessorDefinition<?>> steps, BiConsumer<Integer, String> note) {
        check(entry.getEndpointUri(), entry.getLineNumber(), note);
        for (ProcessorDefinition<?> step : steps) {
            if (step instanceof KameletDefinition kamelet) {
                check(SCHEME + kamelet.getName(), step.getLineNumber(), note);
            } else if (step instanceof EndpointRequiredDefinition sender) {
                check(sender.getEndpointUri(), step.getLineNumber(), note);
            } else if (step instanceof ToDynamicDefinition dynamic) {
                check(dynamic.getUri(), step.getLineNumber(), note);
            }
        }
    }

    private void check(String given, int line, BiConsumer<Integer, String> note) {
        if (given == null || !given.startsWith(SCHEME)) {
            return;
        }
        String uri = given.substring(SCHEME.length()).replaceFirst("^//", "");
        String name = uri.replaceFirst("[/?].*", "");
        if (name.contains("{") || ENDS_OF_TEMPLATES.contains(name)) {
            return;
        }
        Set<String> unknown = new TreeSet<>(parametersOf(uri));
        known.computeIfAbsent(name, this::find).ifPresent(parameters -> {
            unknown.removeAll(parameters);
            unknown.removeAll(context.getCamelContextExtension().getEndpointUriFactory("kamelet").propertyNames());
            unknown.forEach(parameter -> note.accept(line, "The kamelet " + name + " has no parameter " + parameter
                    + NearestName.hint(parameter, parameters) + " (it has " + String.join(", ", parameters) + ")"));
        });
    }

    private Set<String> parametersOf(String uri) {
        int query = uri.indexOf('?');
        try {
            return query < 0 ? Set.of() : URISupport.parseQuery(uri.substring(query + 1)).keySet();
        } catch (URISyntaxException e) {
            return Set.of(); // Camel has refused the whole address
        }
    }

    private String location() {
        return context.getPropertiesComponent().resolveProperty(LOCATION).orElse("classpath:kamelets");
    }

    private Optional<Set<String>> find(String name) {
        for (String folder : location().split(",")) {
            Resource resource = PluginHelper.getResourceLoader(context)
                    .resolveResource(folder + '/' + name + ".kamelet.yaml");
            if (resource != null && resource.exists()) {
                return Optional.of(parametersIn(resource));
            }
        }
        return Optional.empty(); // Camel has told
    }

    private static Set<String> parametersIn(Resource resource) {
        try (InputStream content = resource.getInputStream()) {
            Object file = new Load(LoadSettings.builder().build()).loadFromInputStream(content);
            Map<?, ?> definition = map(map(map(file).get("spec")).get("definition"));
            return map(definition.get("properties")).keySet().stream()
                    .map(String::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("The kamelet " + resource.getLocation() + " cannot be read", e);
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
