package io.github.imednet.snowflake;

import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.common.YamlDeserializationContext;
import org.apache.camel.impl.engine.DefaultRoutesLoader;
import org.apache.camel.spi.Resource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads each built-in route file once in a thread of tests, where Camel reads it twice in each start: what is in it,
 * and which beans.
 */
final class KnownRouteFiles extends YamlRoutesBuilderLoader {

    /** By which Camel finds it among the beans. */
    static final String NAME = DefaultRoutesLoader.ROUTES_LOADER_KEY_PREFIX + "camel.yaml";

    /** Of each thread its own: while Camel makes routes of a file's nodes it keeps the context in them. */
    private static final ThreadLocal<Map<String, Node>> NODES = ThreadLocal.withInitial(HashMap::new);

    private static final Map<String, Boolean> BEANS = new ConcurrentHashMap<>();

    KnownRouteFiles(CamelContext context) {
        setCamelContext(context);
    }

    @Override
    public RouteBuilder doLoadRouteBuilder(Resource resource) throws Exception {
        if (!isBuiltIn(resource)) {
            return super.doLoadRouteBuilder(resource);
        }
        LoadSettings settings = LoadSettings.builder().setLabel(resource.getLocation()).build();
        YamlDeserializationContext context = newYamlDeserializationContext(settings, resource);
        Node file = NODES.get().computeIfAbsent(resource.getLocation(), ignored -> compose(settings, resource));
        return builder(context, file);
    }

    /** Which has the beans of a file, and nothing to do where there are none. */
    @Override
    public void preParseRoute(Resource resource) throws Exception {
        if (!isBuiltIn(resource) || BEANS.computeIfAbsent(resource.getLocation(), ignored -> hasBeans(resource))) {
            super.preParseRoute(resource);
        }
    }

    private static boolean hasBeans(Resource resource) {
        try (InputStream file = resource.getInputStream()) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).contains("beans:");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isBuiltIn(Resource resource) {
        return resource.getLocation().contains(BuiltInRoutes.FOLDER);
    }

    private static Node compose(LoadSettings settings, Resource resource) {
        try (InputStream file = resource.getInputStream()) {
            return new Compose(settings).composeInputStream(file).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
