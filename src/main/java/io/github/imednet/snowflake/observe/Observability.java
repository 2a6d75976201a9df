package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ObserveSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.report.Reports;
import io.github.imednet.snowflake.run.ExportRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets others see how the exports of a Camel context fare, where the settings want it: by meters, by health checks, and
 * by an HTTP server that shows both.
 */
@RouteBean
public final class Observability implements CamelContextAware, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Observability.class);

    private final ObserveSettings observe;
    private final ExportSettings settings;
    private final ExportRuns runs;
    private final String export;
    private final List<HealthCheck> checks = new ArrayList<>();
    private CamelContext context;
    private @Nullable ExportMeters meters;
    private @Nullable ObserveServer server;
    private boolean closed;

    /** @param export where the exports begin, {@code direct:export-records} or the same under another name */
    public Observability(ObserveSettings observe, ExportSettings settings, ExportRuns runs, String export) {
        this.observe = observe;
        this.settings = settings;
        this.runs = runs;
        this.export = export.substring(export.indexOf(':') + 1);
    }

    /**
     * Registers meters and health checks, before the routes are made. The server listens as soon as the context starts.
     *
     * @throws ExportConfigurationException if a server is wanted, and what it shows cannot be had
     * @throws Exception if the context has started already, and the server cannot listen
     */
    public void open() throws Exception {
        if (!observe.enabled()) {
            return;
        }
        registerChecks();
        try {
            meters = Meters.open(context, runs, export, observe.port() != null);
        } catch (LinkageError e) {
            requireNoServer(e);
        }
        if (observe.port() != null) {
            context.addStartupListener((starting, alreadyStarted) -> listen());
        }
    }

    /** The port that the server listens at. */
    public int port() {
        return Objects.requireNonNull(server, "The server has not started").port();
    }

    @Override
    public void close() {
        closed = true;
        if (server != null) {
            server.close();
        }
        if (meters != null) {
            meters.close();
        }
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        checks.forEach(registry::unregister);
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    private void registerChecks() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry == null) {
            LOG.info("There are no health checks without camel-health on the class path");
            return;
        }
        if (settings.imednet().apiKey() != null) {
            checks.add(ReachabilityCheck.ofImednet(id("imednet"), settings));
        }
        checks.add(ReachabilityCheck.ofSnowflake(id("snowflake"), settings));
        LastRunCheck lastRun = new LastRunCheck(id("last-run"));
        runs.onExport(lastRun::ended);
        checks.add(lastRun);
        checks.forEach(check -> CamelContextAware.trySetCamelContext(check, context));
        checks.forEach(registry::register);
    }

    /** Such as {@code nightly-last-run} for {@code nightly-export-records}. */
    private String id(String check) {
        return export.replace("export-records", "") + check;
    }

    private void requireNoServer(LinkageError missing) {
        if (observe.port() != null) {
            throw new ExportConfigurationException(
                    List.of("observe.port is set, but the libraries for metrics are not on the class path: add"
                            + " camel-micrometer and micrometer-registry-prometheus (" + missing.getMessage()
                            + ")"));
        }
        LOG.info("There are no meters without camel-micrometer on the class path");
    }

    /** Camel makes the beans of a file twice, and goes on with the second ones. */
    private void listen() {
        if (!closed) {
            server = ObserveServer.start(
                    observe,
                    context,
                    Objects.requireNonNull(meters)::scrape,
                    new Reports(settings.get(ExportKeys.STATE_DIR)));
            LOG.info("Metrics and health at {}/observe", server.uri());
        }
    }

    /** What needs Micrometer, in a class that is loaded only where it is wanted. */
    private static final class Meters {

        static @Nullable ExportMeters open(CamelContext context, ExportRuns runs, String export, boolean scraped) {
            return ExportMeters.open(context, runs, export, scraped);
        }
    }
}
