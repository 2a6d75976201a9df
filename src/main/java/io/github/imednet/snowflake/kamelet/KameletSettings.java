package io.github.imednet.snowflake.kamelet;

import io.github.imednet.snowflake.config.SettingsSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a kamelet under the settings' keys. What is not given is looked up where all settings are: in the
 * properties and the environment of the Camel context.
 *
 * <p>Its text has no values, so that no log and no trace of an exchange shows a secret.
 */
final class KameletSettings extends TreeMap<String, String> implements Function<String, Optional<String>> {

    private static final long serialVersionUID = 1L;

    private transient Function<String, Optional<String>> others = key -> Optional.empty();

    void camelContext(CamelContext context) {
        others = new SettingsSource(context);
    }

    /** A parameter that is left out comes as an empty text; and Camel takes the dashes out of keys. */
    @Override
    public @Nullable String put(String key, String value) {
        return value == null || value.isBlank() ? null : super.put(StringHelper.camelCaseToDash(key), value);
    }

    @Override
    public Optional<String> apply(String key) {
        return Optional.ofNullable(get(key)).or(() -> others.apply(key));
    }

    @Override
    public String toString() {
        return keySet().toString();
    }
}
