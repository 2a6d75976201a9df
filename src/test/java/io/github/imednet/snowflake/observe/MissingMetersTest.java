package io.github.imednet.snowflake.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.imednet.snowflake.WithoutLibraries;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ObserveSettings;
import io.github.imednet.snowflake.run.ExportRuns;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Without the optional libraries of meters. */
class MissingMetersTest {

    private static final String MICROMETER = "io.micrometer.";
    private static final String CAMEL = "org.apache.camel.component.micrometer.";

    @Test
    void whoWantsAPortIsToldWhatToAdd() {
        assertThat(catchThrowable(() -> open(new ObserveSettings(true, 0, "127.0.0.1"), MICROMETER, CAMEL)))
                .hasRootCauseInstanceOf(ExportConfigurationException.class)
                .rootCause()
                .hasMessageContaining("camel-micrometer and micrometer-registry-prometheus");
    }

    @Test
    void anApplicationThatHasNoneGetsItsHealthChecks() throws Exception {
        for (String missing : new String[] {MICROMETER, CAMEL, "io.micrometer.prometheusmetrics."}) {
            CamelContext context = open(new ObserveSettings(true, null, "127.0.0.1"), missing);

            assertThat(HealthCheckRegistry.get(context).getCheckIDs()).contains("snowflake", "last-run");
        }
    }

    @Test
    void whoWantsNoneDoesNotMissThem() {
        assertThatCode(() -> open(new ObserveSettings(false, null, "127.0.0.1"), MICROMETER, CAMEL))
                .doesNotThrowAnyException();
    }

    private static CamelContext open(ObserveSettings observe, String... missing) throws Exception {
        ExportSettings settings = ExportSettings.read(key -> Optional.of("x")
                .filter(value ->
                        key.matches("imednet.*-key|snowflake.(account|user|password|database|warehouse|stage|table)")));
        CamelContext context = new DefaultCamelContext();
        Class<?> type = new WithoutLibraries(MissingMetersTest.class.getPackageName(), missing)
                .loadClass(Observability.class.getName());
        Object observability = type.getConstructor(
                        ObserveSettings.class, ExportSettings.class, ExportRuns.class, String.class)
                .newInstance(observe, settings, new ExportRuns(), "direct:export-records");
        assertThat(type.getDeclaredFields()).isNotEmpty();
        type.getMethod("setCamelContext", CamelContext.class).invoke(observability, context);
        type.getMethod("open").invoke(observability);
        return context;
    }
}
