package io.github.imednet.snowflake.embed;

import io.github.imednet.snowflake.config.SettingsLookup;
import io.github.imednet.snowflake.config.SettingsSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * The settings of one export by name: those that it was given come first, then those of the Camel context under its
 * name, then those that all share.
 */
final class NamedSettings implements SettingsLookup {

    private final String prefix;
    private final Map<String, String> given;
    private final Set<String> others;
    private final SettingsSource shared;

    /** @param others keys that are set where the context cannot list them */
    NamedSettings(String name, Map<String, String> given, Set<String> others, CamelContext context) {
        this.prefix = name + '.';
        this.given = given;
        this.others = others;
        this.shared = new SettingsSource(context);
    }

    @Override
    public Optional<String> apply(String key) {
        return Optional.ofNullable(given.get(key))
                .or(() -> shared.apply(prefix + key))
                .or(() -> shared.apply(key));
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new HashSet<>(given.keySet());
        keys.addAll(others);
        keys.addAll(shared.keys());
        return keys;
    }

    @Override
    public String prefix() {
        return prefix;
    }

    @Override
    public boolean hasOthers() {
        return true;
    }
}
