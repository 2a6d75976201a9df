package io.github.imednet.snowflake.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Looks a setting up by its key, else by its ADBC name, else in the connection's URI, else in the named connection. A
 * whole address, which {@code snowflake.url} is, leaves nothing of the host of either. Of the environment a variable
 * that is the setting's own comes after the named connection, as with Snowflake's own tools.
 */
final class SettingLayers implements Function<String, Optional<String>> {

    private static final Set<String> PARTS_OF_ADDRESS =
            Set.of("snowflake.protocol", "snowflake.host", "snowflake.port", "snowflake.region");

    private final Function<String, Optional<String>> lookup;
    private final Consumer<String> problems;
    private final Map<String, String> uri;
    private final Map<String, String> named;
    private final Predicate<String> explicit;
    private final UnaryOperator<String> environment;

    /**
     * @param explicit whether an argument or a property sets the key; where that is not known, what equals the variable
     *     of the environment is taken to be that
     * @param environment gives the value of a variable, or null
     * @param problems is told what is wrong with URI and connection, and which setting is set in two ways
     */
    SettingLayers(
            Function<String, Optional<String>> lookup,
            Predicate<String> explicit,
            UnaryOperator<String> environment,
            Consumer<String> problems) {
        this.explicit = explicit;
        this.environment = environment;
        this.lookup = lookup;
        this.problems = problems;
        this.uri = new LinkedHashMap<>(
                given(ConnectionUri.KEY).map(text -> ConnectionUri.parse(text, problems)).orElse(Map.of()));
        this.named = new LinkedHashMap<>(given(ConnectionFile.KEY)
                .map(name -> ConnectionFile.read(name, environment, problems))
                .orElse(Map.of()));
        if (given("snowflake.url").isPresent()) {
            uri.keySet().removeAll(PARTS_OF_ADDRESS);
            named.keySet().removeAll(PARTS_OF_ADDRESS);
        }
    }

    @Override
    public Optional<String> apply(String key) {
        Optional<String> own = given(key);
        String otherName = AdbcNames.of(key).orElse(null);
        Optional<String> other = otherName == null ? Optional.empty() : given(otherName);
        if (own.isPresent() && other.isPresent() && !own.equals(other)) {
            problems.accept(key + " and its other name " + otherName + " are both set, and differ: keep one of them");
        }
        if (named.containsKey(key) && isOfEnvironment(key, own)) {
            return Optional.of(named.get(key));
        }
        Optional<String> set = own.or(() -> other)
                .or(() -> Optional.ofNullable(uri.get(key)))
                .or(() -> Optional.ofNullable(named.get(key)));
        return set.isPresent() ? set : lookup.apply(key);
    }

    /** What the URI and the setting say, in that order: the setting adds to it. */
    List<String> both(String key) {
        return List.of(uri.getOrDefault(key, ""), given(key).orElse(""));
    }

    private boolean isOfEnvironment(String key, Optional<String> value) {
        String variable = key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return value.isPresent() && value.get().equals(environment.apply(variable)) && !explicit.test(key);
    }

    private Optional<String> given(String key) {
        return lookup.apply(key).filter(value -> !value.isBlank());
    }
}
