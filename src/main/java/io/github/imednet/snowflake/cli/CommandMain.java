package io.github.imednet.snowflake.cli;

import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.Main;
import org.apache.camel.spi.PropertiesComponent;

/**
 * The Camel application of a command. Its settings are read from the context that then runs the routes, before that is
 * started: a context takes longer to make than to ask.
 */
final class CommandMain extends Main {

    private final CamelContext settings = super.createCamelContext();
    private RouteFiles files;

    /**
     * @param defaults what holds where nothing else says anything
     * @param location the properties file, as Camel names it
     * @param arguments what comes before all else; may still be added to
     */
    CommandMain(Properties defaults, String location, Properties arguments) {
        setInitialProperties(defaults);
        setOverrideProperties(arguments);
        settings.build();
        PropertiesComponent properties = settings.getPropertiesComponent();
        properties.setInitialProperties(defaults);
        properties.addLocation(location);
        properties.setOverrideProperties(arguments);
        EnvironmentSource.order(settings);
        configure().setAutoConfigurationLogSummary(false);
        configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
    }

    /** The context, which has the settings and, until this is started, nothing else. */
    CamelContext context() {
        return settings;
    }

    /** Gives the context its name and its routes. */
    CommandMain running(String name, RouteFiles routes) {
        files = routes;
        configure().withName(name).withRoutesIncludePattern(String.join(",", files.locations()));
        return this;
    }

    /** Camel reads each file twice: what else there is in it, then its routes. Most of ours have only these. */
    @Override
    protected void modelineRoutes(CamelContext context) throws Exception {
        configure().setRoutesIncludePattern(String.join(",", files.early()));
        super.modelineRoutes(context);
        configure().setRoutesIncludePattern(String.join(",", files.locations()));
    }

    @Override
    protected CamelContext createCamelContext() {
        return settings;
    }
}
