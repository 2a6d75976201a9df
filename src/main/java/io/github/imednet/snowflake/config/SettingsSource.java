package io.github.imednet.snowflake.config;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.PropertiesComponent;

/**
 * Looks a setting up as {@code {{key}}} in a route would: in the environment, the system properties and the property
 * files of a Camel context. A value may ask a vault, as in <code>{{hashicorp:secret:snowflake#password}}</code>.
 */
@RouteBean
public final class SettingsSource implements SettingsLookup, CamelContextAware {

    private static final Pattern VAULT = Pattern.compile("\\{\\{(hashicorp|aws|azure|gcp|ibm|cyberark):");

    private CamelContext camelContext;

    /** For Camel, which gives the context. */
    public SettingsSource() {}

    public SettingsSource(CamelContext camelContext) {
        setCamelContext(camelContext);
    }

    @Override
    public Optional<String> apply(String key) {
        PropertiesComponent properties = camelContext.getPropertiesComponent();
        requireVaults(properties, properties.loadProperties(key::equals).getProperty(key, ""));
        return properties.resolveProperty(key);
    }

    @Override
    public Set<String> keys() {
        return camelContext.getPropertiesComponent().loadProperties().stringPropertyNames();
    }

    @Override
    public boolean hasOthers() {
        return true;
    }

    /**
     * Without its component Camel would take the name of the vault for a key, and what follows for that key's default.
     */
    private static void requireVaults(PropertiesComponent properties, String value) {
        Matcher vault = VAULT.matcher(value);
        while (vault.find()) {
            if (properties.getPropertiesFunction(vault.group(1)) == null) {
                throw new IllegalStateException("it asks a vault, and Camel's component for " + vault.group(1)
                        + " is not on the class path");
            }
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.camelContext = context;
        SecretsInSummary.hide(context);
    }
}
