package io.github.imednet.snowflake;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.routes.BuiltInRoutes;
import io.github.imednet.snowflake.run.ExportInterruptedException;
import io.github.imednet.snowflake.run.ExportRuns;
import io.github.imednet.snowflake.run.ExportSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PackageScanResourceResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/** The routes in the jar, running: in a Camel context of their own, or in a program's. */
final class PackedRoutes implements AutoCloseable {

    private static final String BEANS = "resources.camel.yaml";

    /** Longer than a load should take. */
    private static final long LONGEST_STOP_SECONDS = 60;

    private final CamelContext context;
    private final boolean own;

    /** One for all messages: each has producers of its own, which the context keeps until it is stopped. */
    private final FluentProducerTemplate template;

    private PackedRoutes(CamelContext context, boolean own) {
        this.context = context;
        this.own = own;
        this.template = context.createFluentProducerTemplate();
    }

    /** Starts a context that has these settings, whatever the environment and the files around it say. */
    static PackedRoutes start(Map<String, String> settings) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("imednet-snowflake");
        context.getShutdownStrategy().setTimeout(LONGEST_STOP_SECONDS);
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        Properties properties = new Properties();
        settings.forEach((key, value) -> properties.put(key, literal(value)));
        PropertiesComponent component = (PropertiesComponent) context.getPropertiesComponent();
        component.setOverrideProperties(properties);
        component.setNestedPlaceholder(false);
        component.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        component.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        try {
            load(context);
            context.start();
            return new PackedRoutes(context, true);
        } catch (Exception e) {
            stop(context);
            throw explain(e);
        }
    }

    /** The value is what was given, whatever is in it: Camel reads it back without these. */
    private static String literal(String value) {
        return value.replace("{{", "\\{{").replace("}}", "\\}}");
    }

    /** Loads the routes into a context, unless it has them; the settings are what {@code {{key}}} is there. */
    static synchronized PackedRoutes in(CamelContext given) {
        try {
            if (given.getRoute("export-records") == null) {
                load(given);
            }
            return new PackedRoutes(given, false);
        } catch (Exception e) {
            throw explain(e);
        }
    }

    /** Beans before routes: Camel makes them anew at their file, and closes what routes of a started context have. */
    private static void load(CamelContext context) throws Exception {
        PackageScanResourceResolver resources = PluginHelper.getPackageScanResourceResolver(context);
        List<Resource> files = new ArrayList<>();
        for (String pattern : BuiltInRoutes.patterns()) {
            files.addAll(resources.findResources(pattern));
        }
        files.sort(Comparator.comparing(file -> !file.getLocation().endsWith(BEANS)));
        PluginHelper.getRoutesLoader(context).loadRoutes(files);
    }

    /**
     * Exports a study, on a thread of its own: no step of an export is cut off by an interruption of the caller. That
     * stops the export, waits for its end however long that takes, and is passed on with the thread's flag.
     */
    ExportSummary export(String studyKey) {
        CompletableFuture<Void> stop = new CompletableFuture<>();
        FutureTask<ExportSummary> export = new FutureTask<>(() -> request(template
                .withHeader("studyKey", studyKey)
                .withExchangeProperty(ExportRuns.STOP, stop)
                .to("direct:export-records"), ExportSummary.class));
        new Thread(export, "imednet-export").start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return export.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.complete(null);
                    if (own) { // in a program's, others may be waiting for theirs
                        ExportRuns.abandonRequests(context);
                    }
                }
            }
        } catch (ExecutionException e) {
            throw explain(Objects.requireNonNull(e.getCause()));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Sends a message to a route, and gives its answer; what the route throws is thrown as it is. */
    <T> T request(String endpoint, @Nullable Object body, Map<String, Object> headers, Class<T> answer) {
        return request(template.withBody(body).withHeaders(headers).to(endpoint), answer);
    }

    private static <T> T request(FluentProducerTemplate message, Class<T> answer) {
        try {
            return message.request(answer);
        } catch (CamelExecutionException e) {
            throw explain(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Stops the context, if it is the routes' own. */
    @Override
    public void close() {
        if (own) {
            stop(context);
        } else {
            template.stop();
        }
    }

    /** With the thread's flag set Camel would stop it by force. */
    private static void stop(CamelContext context) {
        boolean interrupted = Thread.interrupted();
        context.stop();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException explain(Throwable failure) {
        ExportConfigurationException configuration =
                ObjectHelper.getException(ExportConfigurationException.class, failure);
        if (configuration != null) {
            return configuration;
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return ExportInterruptedException.beforeBeginning();
        }
        if (failure instanceof RejectedExecutionException) {
            return ExportInterruptedException.contextStopped();
        }
        if (failure instanceof IOException broken) {
            return new UncheckedIOException(broken.getMessage(), broken);
        }
        return failure instanceof RuntimeException known
                ? known
                : new IllegalStateException(failure.getMessage(), failure);
    }
}
