package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;

/** Where meters go: to the registry that the context's owner has, or to one that Prometheus reads. */
final class MeterRegistries {

    private MeterRegistries() {}

    /** The one that Camel's own meters go to. */
    static Optional<MeterRegistry> ofHost(CamelContext context) {
        return Optional.ofNullable(MicrometerUtils.getMeterRegistryFromCamelRegistry(
                context.getRegistry(), MicrometerConstants.METRICS_REGISTRY_NAME));
    }

    /**
     * The same if Prometheus can read it, or a new one, with Camel's meters of routes and those of the JVM.
     *
     * @throws ExportConfigurationException if there is one of another kind
     */
    static PrometheusMeterRegistry scraped(CamelContext context) {
        MeterRegistry registry = ofHost(context).orElse(null);
        if (registry == null) {
            return open(context);
        }
        if (registry instanceof PrometheusMeterRegistry prometheus) {
            return prometheus;
        }
        throw new ExportConfigurationException(
                List.of("observe.port is set, and the meter registry of this application is not a Prometheus"
                        + " registry: let the application show it, with observe.enabled=true in place of"
                        + " observe.port"));
    }

    private static PrometheusMeterRegistry open(CamelContext context) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, registry);
        MicrometerRoutePolicyFactory routes = new MicrometerRoutePolicyFactory();
        routes.setMeterRegistry(registry);
        routes.setCamelContext(context);
        context.addRoutePolicyFactory(routes);
        List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics())
                .forEach(meters -> meters.bindTo(registry));
        return registry;
    }
}
