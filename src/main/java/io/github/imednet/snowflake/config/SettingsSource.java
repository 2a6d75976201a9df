package io.github.imednet.snowflake.config;

import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/** Gives the routes their settings from the properties of the Camel context that they run in. */
public final class SettingsSource implements CamelContextAware {

    private CamelContext camelContext;

    /**
     * The settings, checked.
     *
     * @throws ExportConfigurationException naming every missing or bad setting
     */
    public ExportSettings read() {
        return ExportSettings.read(lookup(camelContext));
    }

    /** Looks a setting up as {@code {{key}}} in a route would: environment, system properties, property files. */
    public static Function<String, Optional<String>> lookup(CamelContext camelContext) {
        return key -> camelContext.getPropertiesComponent().resolveProperty(key);
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
