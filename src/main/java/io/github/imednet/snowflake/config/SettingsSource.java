package io.github.imednet.snowflake.config;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.PropertiesComponent;
import org.jspecify.annotations.Nullable;

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

    /**
     * @throws IllegalStateException if it is set, and what its value names is not: taken as not set, a policy or a
     *     filter would not be applied
     */
    @Override
    public Optional<String> apply(String key) {
        PropertiesComponent properties = camelContext.getPropertiesComponent();
        String asked = "{{?" + key + "}}"; // the key may be missing, what its value names may not
        try {
            requireVaults(properties, properties.parseUri(asked + "?nested=false"));
            return Optional.ofNullable(properties.parseUri(asked));
        } catch (IllegalArgumentException e) { // Camel's text quotes the value, which may be a secret
            throw new IllegalStateException("a placeholder in it, such as {{env:NAME}}, stands for nothing that is set:"
                    + " set that, or if {{ or }} is meant as it is write a \\ before it (\\\\ in a properties file)");
        }
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
    private static void requireVaults(PropertiesComponent properties, @Nullable String value) {
        Matcher vault = VAULT.matcher(value == null ? "" : value);
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
