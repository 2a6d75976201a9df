package io.github.imednet.snowflake.embed;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.load.SnowflakeJdbcComponent;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PackageScanResourceResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.ObjectHelper;

/**
 * The routes of the export under a name of their own, for a Camel context that has routes and beans of others, or
 * several exports with settings of their own.
 *
 * <p>Under the name {@code nightly} the route {@code export-records} has the id {@code nightly-export-records} and
 * begins at {@code direct:nightly-export-records}; every bean and every step with an id is named in the same way. A
 * setting such as {@code export.batch-size} is looked up as {@code nightly.export.batch-size} first.
 */
public final class ExportRoutes {

    /** The bean that the settings are read from. */
    private static final String SETTINGS = "settingsSource";

    private static final List<String> INGESTION = List.of("ingest", "shared");
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    private final String name;
    private final List<String> builtIn;
    private final Map<String, String> settings;
    private final Set<String> keys;
    private final List<String> ownRoutes;
    private final Map<String, Object> ownBeans;

    private ExportRoutes(
            String name,
            List<String> builtIn,
            Map<String, String> settings,
            Set<String> keys,
            List<String> ownRoutes,
            Map<String, Object> ownBeans) {
        this.name = name;
        this.builtIn = builtIn;
        this.settings = settings;
        this.keys = keys;
        this.ownRoutes = ownRoutes;
        this.ownBeans = ownBeans;
    }

    /**
     * @param name lower case letters, digits and single dashes, such as {@code nightly}
     * @throws IllegalArgumentException if it is no such name
     */
    public static ExportRoutes named(String name) {
        return named(name, BuiltInRoutes.FOLDERS);
    }

    /** Of the routes only those of {@code direct:ingest}, which need no study. */
    public static ExportRoutes ofIngestions(String name) {
        return named(name, INGESTION);
    }

    private static ExportRoutes named(String name, List<String> builtIn) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("'" + name + "' is invalid as a name for the routes of an export:"
                    + " lower case letters, digits and single dashes, such as nightly");
        }
        return new ExportRoutes(name, builtIn, Map.of(), Set.of(), List.of(), Map.of());
    }

    /** With settings, by their plain keys, that come before those of the context's properties and environment. */
    public ExportRoutes withSettings(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(others);
        return new ExportRoutes(name, builtIn, Map.copyOf(all), keys, ownRoutes, ownBeans);
    }

    /**
     * With the keys that the host's properties have, so that a misspelled setting is refused: needed only where Camel
     * can ask for a property but not list all of them, as in Spring Boot.
     *
     * @param others in full, such as {@code nightly.export.batch-size}; none of the host's own may begin as a setting does
     *     ({@code export.}, {@code queue.}), with the export's name before it or without
     */
    public ExportRoutes withKeys(Collection<String> others) {
        return new ExportRoutes(name, builtIn, settings, Set.copyOf(others), ownRoutes, ownBeans);
    }

    /**
     * With route files that replace the built-in ones of the same names, or come to them.
     *
     * @param pattern as Camel finds resources, such as {@code file:routes/*.camel.yaml} or {@code classpath:own/*.yaml}
     */
    public ExportRoutes withRoutes(String pattern) {
        List<String> all = Stream.concat(ownRoutes.stream(), Stream.of(pattern)).toList();
        return new ExportRoutes(name, builtIn, settings, keys, all, ownBeans);
    }

    /**
     * With a bean of the host's in place of the built-in one, which is not made then. It stays the host's: nothing here
     * closes it.
     *
     * @param bean one of {@link ReplaceableBean}, such as {@code retrying}
     * @throws IllegalArgumentException if there is no such bean, or this object cannot be it
     */
    public ExportRoutes withBean(String bean, Object own) {
        ReplaceableBean.require(bean, own);
        Map<String, Object> all = new HashMap<>(ownBeans);
        all.put(bean, own);
        return new ExportRoutes(name, builtIn, settings, keys, ownRoutes, Map.copyOf(all));
    }

    /** Where a route begins: {@code direct:nightly-export-records} for {@code export-records}. */
    public String uri(String route) {
        return "direct:" + name + '-' + route;
    }

    /**
     * Adds the routes, which start with the context, or at once if it has started.
     *
     * @throws ExportConfigurationException naming every bad setting
     * @throws IllegalArgumentException if a bean of the host's is none of these routes
     * @throws Exception if a route file cannot be loaded
     */
    public void addTo(CamelContext context) throws Exception {
        // Quarkus knows the components that were there when it was built, and none of other jars.
        if (context.hasComponent(SnowflakeJdbcComponent.NAME) == null) {
            context.addComponent(SnowflakeJdbcComponent.NAME, new SnowflakeJdbcComponent());
        }
        NamedSettings lookup = new NamedSettings(name, settings, keys, context);
        Map<String, Object> beans = new HashMap<>(ownBeans);
        beans.put(SETTINGS, lookup);
        NamedRouteFiles files = new NamedRouteFiles(name, files(context), lookup, beans.keySet());
        ReplaceableBean.requireDeclared(ownBeans.keySet(), files.beans());
        beans.forEach((bean, own) -> context.getRegistry().bind(files.nameOf(bean), own));
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(files.resources());
        } catch (Exception e) {
            ExportConfigurationException badSettings =
                    ObjectHelper.getException(ExportConfigurationException.class, e);
            throw badSettings == null ? e : badSettings;
        }
    }

    /** By their names, so that one's own files replace the built-in ones; in the order of the folders. */
    private Collection<Resource> files(CamelContext context) throws Exception {
        PackageScanResourceResolver resolver = PluginHelper.getPackageScanResourceResolver(context);
        Map<String, Resource> files = new LinkedHashMap<>();
        for (String folder : builtIn) {
            for (Resource file : resolver.findResources(BuiltInRoutes.pattern(folder))) {
                files.put(fileName(file), file);
            }
        }
        for (String pattern : ownRoutes) {
            for (Resource file : resolver.findResources(pattern)) {
                files.put(fileName(file), file);
            }
        }
        return files.values();
    }

    private static String fileName(Resource file) {
        return file.getLocation().substring(file.getLocation().lastIndexOf('/') + 1);
    }
}
