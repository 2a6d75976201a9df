package io.github.imednet.snowflake.config;

import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * Looks a setting up as {@code {{key}}} in a route would: in the environment, the system properties and the property
 * files of a Camel context.
 */
public final class SettingsSource implements Function<String, Optional<String>>, CamelContextAware {

    private CamelContext camelContext;

    /** For Camel, which gives the context. */
    public SettingsSource() {}

    public SettingsSource(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public Optional<String> apply(String key) {
        return camelContext.getPropertiesComponent().resolveProperty(key);
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
