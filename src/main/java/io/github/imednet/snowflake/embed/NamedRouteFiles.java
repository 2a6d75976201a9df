package io.github.imednet.snowflake.embed;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Route files in which every route, step and bean has a name before its own, and every place that speaks of one of them
 * says it too. Placeholders for settings are filled in.
 */
final class NamedRouteFiles {

    /**
     * What can stand before the name of a route or a bean in a text: {@code direct:}, {@code #bean:}, a simple's bean.
     */
    private static final Pattern MENTION =
            Pattern.compile("(direct:|timer:|quartz:|jdbc:|#?bean:|#)([A-Za-z][A-Za-z0-9-]*)");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z][a-z0-9.-]*)(?::([^{}]*))?}}");

    private final String prefix;
    private final Function<String, Optional<String>> settings;
    private final Set<String> given;
    private final Map<String, Object> contents = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> beans = new HashSet<>();

    /** @param given names of beans that are not made as these files say, but are there */
    NamedRouteFiles(
            String name, Collection<Resource> files, Function<String, Optional<String>> settings, Set<String> given)
            throws IOException {
        this.prefix = name + '-';
        this.settings = settings;
        this.given = given;
        for (Resource file : files) {
            contents.put(file.getLocation(), read(file));
        }
        contents.values().forEach(this::collectNames);
        names.addAll(beans);
    }

    /** The names of the beans that the files declare, without the prefix. */
    Set<String> beans() {
        return beans;
    }

    String nameOf(@Nullable String name) {
        return prefix + name;
    }

    /**
     * The files as they are loaded, each with its own location. Those with beans come first: Camel makes beans anew
     * when it comes to their file, and closes the ones that the routes before it have in a context that has started.
     */
    List<Resource> resources() {
        Dump dump = new Dump(DumpSettings.builder().build());
        List<Resource> beans = new ArrayList<>();
        List<Resource> routes = new ArrayList<>();
        contents.forEach((location, content) -> {
            Resource file = ResourceHelper.fromString(location, dump.dumpToString(renamed("", content)));
            (hasBeans(content) ? beans : routes).add(file);
        });
        beans.addAll(routes);
        return beans;
    }

    private static boolean hasBeans(Object content) {
        return ((List<?>) content).stream().anyMatch(entry -> ((Map<?, ?>) entry).containsKey("beans"));
    }

    private static Object read(Resource file) throws IOException {
        try (InputStream text = file.getInputStream()) {
            return new Load(LoadSettings.builder().setLabel(file.getLocation()).build()).loadFromInputStream(text);
        }
    }

    /** Of each entry at the top of a file: the id of a route or a route configuration, or the names of beans. */
    private void collectNames(Object content) {
        for (Object entry : (List<?>) content) {
            ((Map<?, ?>) entry).forEach((kind, definition) -> {
                if (definition instanceof List<?> declared && kind.equals("beans")) {
                    declared.forEach(bean -> beans.add((String) ((Map<?, ?>) bean).get("name")));
                } else if (definition instanceof Map<?, ?> route && route.get("id") instanceof String id) {
                    names.add(id);
                }
            });
        }
    }

    private Object renamed(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> renamed = new LinkedHashMap<>();
            map.forEach((name, inner) -> renamed.put(name, renamed(name.toString(), inner)));
            return renamed;
        }
        if (value instanceof List<?> list) {
            return key.equals("beans") ? renamedBeans(list) : list.stream().map(inner -> renamed(key, inner)).toList();
        }
        return value instanceof String text ? renamedText(key, text) : value;
    }

    private List<?> renamedBeans(List<?> beans) {
        List<Object> renamed = new ArrayList<>();
        for (Object bean : beans) {
            Map<Object, Object> definition = new LinkedHashMap<>((Map<?, ?>) renamed("", bean));
            String name = (String) ((Map<?, ?>) bean).get("name");
            definition.put("name", nameOf(name));
            if (!given.contains(name)) {
                renamed.add(definition);
            }
        }
        return renamed;
    }

    private String renamedText(String key, String text) {
        boolean name = key.equals("id") || isReference(key) && names.contains(text);
        return name ? nameOf(text) : filledIn(MENTION.matcher(text).replaceAll(this::renamedMention));
    }

    private static boolean isReference(String key) {
        return key.equals("ref") || key.endsWith("Ref") || key.equals("routeConfigurationId");
    }

    private String renamedMention(MatchResult mention) {
        boolean ours = names.contains(mention.group(2));
        return Matcher.quoteReplacement(mention.group(1) + (ours ? nameOf(mention.group(2)) : mention.group(2)));
    }

    /** A placeholder that no setting fills and that has no default stays, for the context to say so. */
    private String filledIn(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(place -> Matcher.quoteReplacement(settings.apply(place.group(1))
                .orElse(place.group(2) == null ? place.group() : place.group(2))));
    }
}
