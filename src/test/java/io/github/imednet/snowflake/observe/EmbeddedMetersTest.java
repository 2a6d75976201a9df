package io.github.imednet.snowflake.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.embed.ExportRoutes;
import io.github.imednet.snowflake.local.imednet.StudyData;
import io.github.imednet.snowflake.routes.StepErrors;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.LocalServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meters and health checks of exports in an application that shows them by its own means. */
class EmbeddedMetersTest {

    @TempDir
    private Path directory;

    private LocalServers servers;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void start() throws Exception {
        servers = new LocalServers(directory.resolve("snowflake"), StudyData.sample(700));
        context.getRegistry().bind("hostMeters", registry);
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        servers.close();
    }

    @Test
    void theyGoToTheRegistriesThatTheApplicationHas() throws Exception {
        export("nightly", Map.of("observe.enabled", "true"));

        assertThat(registry.get("imednet.export.loaded").tags("study", "SAMPLE", "route", "nightly-export-records")
                        .functionCounter().count()).isEqualTo(700);
        assertThat(registry.get("imednet.export.copy").timer().count()).isEqualTo(1);
        assertThat(HealthCheckRegistry.get(context).getCheckIDs())
                .contains("nightly-imednet", "nightly-snowflake", "nightly-last-run");
        assertThat(HealthCheckHelper.invokeReadiness(context, "full"))
                .extracting(HealthCheck.Result::getState)
                .containsOnly(HealthCheck.State.UP);

        context.stop();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void theExportsOfAContextAreToldApartByTheirRoutes() throws Exception {
        export("nightly", Map.of("observe.enabled", "true"));
        export("audit", Map.of("observe.enabled", "true", "snowflake.table", "AUDIT", "export.stage-prefix", "audit"));

        assertThat(registry.get("imednet.export.loaded").functionCounters()).hasSize(2)
                .allSatisfy(counter -> assertThat(counter.count()).isEqualTo(700));
    }

    @Test
    void ingestionsAreCountedByCamelsOwnMetersOfTheirRoute() throws Exception {
        MicrometerRoutePolicyFactory policies = new MicrometerRoutePolicyFactory();
        policies.setMeterRegistry(registry);
        context.addRoutePolicyFactory(policies);
        Map<String, String> settings = new HashMap<>(servers.settings());
        settings.put("snowflake.schema", "PUBLIC");
        settings.put("export.state-dir", directory.resolve("state").toString());
        ExportRoutes routes = ExportRoutes.named("nightly").withSettings(settings);
        routes.addTo(context);
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        List<?> rows = List.of(Map.of("site", 1));
        Map<String, Object> headers = Map.of("ingestTable", "SITES", "ingestMode", "create");

        template.requestBodyAndHeaders(routes.uri("ingest"), rows, headers);
        assertThatThrownBy(() -> template.requestBodyAndHeaders(routes.uri("ingest"), rows, headers))
                .as("the table is there").hasRootCauseInstanceOf(ExportConfigurationException.class);

        assertThat(registry.get("camel.exchanges.total").tag("routeId", "nightly-ingest").counter().count())
                .isEqualTo(2);
        assertThat(registry.get("camel.exchanges.failed").tag("routeId", "nightly-ingest").counter().count())
                .isEqualTo(1);
        assertThat(registry.get("camel.route.policy").tag("routeId", "nightly-ingest").timer().count()).isEqualTo(2);
    }

    @Test
    void thereAreNoneUnlessTheyAreWanted() throws Exception {
        export("nightly", Map.of());

        assertThat(registry.getMeters()).isEmpty();
        assertThat(HealthCheckRegistry.get(context).getCheckIDs()).noneMatch(id -> id.startsWith("nightly-"));
        assertThat(context.getCamelContextExtension().getInterceptStrategies()).hasOnlyElementsOfType(StepErrors.class);
    }

    @Test
    void noRowIsMissingAfterARunThatReadWhatChanged() throws Exception {
        ExportRoutes routes = export("nightly", Map.of("observe.enabled", "true", "export.incremental", "true"));
        servers.imednet().change("change-row:row=3");

        ExportSummary changes = export(routes);

        assertThat(changes.mode()).isEqualTo("incremental");
        assertThat(registry.get("imednet.export.reconciliation.missing").gauge().value()).isZero();
    }

    private ExportRoutes export(String name, Map<String, String> others) throws Exception {
        Map<String, String> settings = new HashMap<>(servers.settings());
        settings.put("export.state-dir", directory.resolve("state-" + name).toString());
        settings.putAll(others);
        ExportRoutes routes = ExportRoutes.named(name).withSettings(settings);
        routes.addTo(context);
        context.start();
        export(routes);
        return routes;
    }

    private ExportSummary export(ExportRoutes routes) {
        ExportSummary summary = context.createFluentProducerTemplate()
                .withHeader("studyKey", "SAMPLE")
                .to(routes.uri("export-records"))
                .request(ExportSummary.class);
        assertThat(summary.reconciled()).isTrue();
        return summary;
    }
}
