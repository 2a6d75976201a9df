package io.github.imednet.snowflake;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * Built-in routes in a program of their own, as an embedding one runs them by camel-main. There are thousands of starts
 * in the tests: none looks through the whole class path for what an earlier one has not found on it, or reads a file of
 * routes twice.
 */
public class RoutesMain extends Main {

    private static final String ALL = "/*.camel.yaml";
    private static final List<String> WITH_BEANS = List.of("/*resources.camel.yaml", "/step-err*.camel.yaml");

    private KnownRouteFiles routeFiles;

    public RoutesMain() {
        // The default one stays known to the JVM until that ends, and the Camel context with it.
        setShutdownStrategy(new SimpleMainShutdownStrategy());
        configure().setAutoConfigurationLogSummary(false);
    }

    @Override
    protected CamelContext createCamelContext() {
        CamelContext context = new KnownClassPath();
        context.getCamelContextExtension().setRegistry(registry);
        routeFiles = new KnownRouteFiles(context);
        registry.bind(KnownRouteFiles.NAME, routeFiles);
        return context;
    }

    /** Looks in built-in files with beans only for what else than routes there is in a file, as commands do. */
    @Override
    protected void modelineRoutes(CamelContext context) throws Exception {
        routeFiles.start();
        String all = configure().getRoutesIncludePattern();
        configure().setRoutesIncludePattern(Stream.of(all.split(","))
                .flatMap(pattern -> pattern.endsWith(ALL)
                        ? WITH_BEANS.stream().map(name -> pattern.replace(ALL, name)) : Stream.of(pattern))
                .collect(Collectors.joining(",")));
        super.modelineRoutes(context);
        configure().setRoutesIncludePattern(all);
    }
}
