package io.github.imednet.snowflake.cli;

import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.util.IOHelper;

/**
 * The environment as a source of settings, after the arguments and before the properties file. In Camel's own order it
 * would come before the arguments too: whoever has an account in the environment could name no other one.
 */
final class EnvironmentSource implements PropertiesSource, Ordered {

    /** Gives the environment of a context its place. */
    static void order(CamelContext context) {
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.addPropertiesSource(new EnvironmentSource());
    }

    @Override
    public String getName() {
        return "environment";
    }

    @Override
    public String getProperty(String name) {
        return IOHelper.lookupEnvironmentVariable(name);
    }

    @Override
    public int getOrder() {
        return HIGHEST;
    }
}
