package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.load.SnowflakeDataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesLocation;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * The Camel application of a command. Its settings are read from the context that then runs the routes, before that is
 * started: a context takes longer to make than to ask.
 */
final class CommandMain extends Main {

    private final CamelContext settings = super.createCamelContext();
    @SuppressWarnings("NullAway.Init") // set by running
    private RouteFiles files;
    private @Nullable String loginAhead;

    /**
     * @param defaults what holds where nothing else says anything
     * @param file the properties file, which need not be there
     * @param arguments what comes before all else; may still be added to
     */
    CommandMain(Properties defaults, Path file, Properties arguments) {
        setInitialProperties(defaults);
        setOverrideProperties(arguments);
        settings.build();
        PropertiesComponent properties = (PropertiesComponent) settings.getPropertiesComponent();
        properties.setInitialProperties(defaults);
        properties.setEncoding("UTF-8");
        // Not as a text, which Camel would take apart at a comma; nor added, for what is added so is not read any more.
        properties.setLocations(List.of(new PropertiesLocation("file", file.toString(), true)));
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

    /**
     * Has the command log in to Snowflake while its routes are made: for one that cannot do without.
     *
     * @param pool name of the bean that is asked for sessions
     */
    CommandMain loggingInAhead(String pool) {
        loginAhead = pool;
        return this;
    }

    /** Camel reads each file twice: what else there is in it, then its routes. Most of ours have only these. */
    @Override
    protected void modelineRoutes(CamelContext context) throws Exception {
        configure().setRoutesIncludePattern(String.join(",", files.early()));
        super.modelineRoutes(context);
        configure().setRoutesIncludePattern(String.join(",", files.locations()));
    }

    /** Beans are made anew when the routes are read; their processors, which take longer, are made after that. */
    @Override
    protected void configureRoutes(CamelContext context) throws Exception {
        super.configureRoutes(context);
        if (loginAhead != null) {
            SnowflakeDataSource.beginLogin(context.getRegistry().lookupByNameAndType(loginAhead, DataSource.class));
        }
    }

    @Override
    protected CamelContext createCamelContext() {
        return settings;
    }
}
