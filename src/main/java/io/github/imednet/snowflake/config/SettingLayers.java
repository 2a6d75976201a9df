package io.github.imednet.snowflake.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks a setting up by its key, else by its ADBC name, else in the connection's URI. A whole address, which
 * {@code snowflake.url} is, leaves nothing of the URI's host.
 */
final class SettingLayers implements Function<String, Optional<String>> {

    private static final Set<String> PARTS_OF_ADDRESS =
            Set.of("snowflake.protocol", "snowflake.host", "snowflake.port", "snowflake.region");

    private final Function<String, Optional<String>> lookup;
    private final Consumer<String> problems;
    private final Map<String, String> uri;

    /** @param problems is told what is wrong with the URI, and which setting is set in two ways */
    SettingLayers(Function<String, Optional<String>> lookup, Consumer<String> problems) {
        this.lookup = lookup;
        this.problems = problems;
        this.uri = new LinkedHashMap<>(
                given(ConnectionUri.KEY).map(text -> ConnectionUri.parse(text, problems)).orElse(Map.of()));
        if (given("snowflake.url").isPresent()) {
            uri.keySet().removeAll(PARTS_OF_ADDRESS);
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
        Optional<String> set = own.or(() -> other).or(() -> Optional.ofNullable(uri.get(key)));
        return set.isPresent() ? set : lookup.apply(key);
    }

    /** What the URI and the setting say, in that order: the setting adds to it. */
    List<String> both(String key) {
        return List.of(uri.getOrDefault(key, ""), given(key).orElse(""));
    }

    private Optional<String> given(String key) {
        return lookup.apply(key).filter(value -> !value.isBlank());
    }
}
