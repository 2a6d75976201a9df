package io.github.imednet.snowflake.adbc;

import io.github.imednet.snowflake.embed.ExportRoutes;
import io.github.imednet.snowflake.ingest.IngestSummary;
import io.github.imednet.snowflake.ingest.LentSession;
import java.util.Map;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** The routes of ingestion in a Camel context of their own, which starts with the first ingestion. */
final class IngestRoutes implements AutoCloseable {

    private static final ExportRoutes ROUTES = ExportRoutes.ofIngestions("ingestion");

    /** One for all messages: each has producers of its own, which the context keeps until it is stopped. */
    private @Nullable FluentProducerTemplate template;

    private boolean closed;

    /**
     * Brings rows into a table, by the one way that all rows go.
     *
     * @param settings all of them: the environment gives none
     * @return how many rows COPY loaded
     */
    long ingest(Object rows, Map<String, String> settings, LentSession session) throws AdbcException {
        try {
            return template()
                    .withExchangeProperty("ingestParameters", settings)
                    .withExchangeProperty(LentSession.PROPERTY, session)
                    .withBody(rows)
                    .to(ROUTES.uri("ingest"))
                    .request(IngestSummary.class)
                    .rows();
        } catch (CamelExecutionException e) {
            throw Errors.of(e.getCause() == null ? e : e.getCause());
        }
    }

    private synchronized FluentProducerTemplate template() throws AdbcException {
        if (closed) {
            throw AdbcException.invalidState("The database is closed");
        }
        if (template == null) {
            try {
                template = started().createFluentProducerTemplate();
            } catch (Exception e) { // Camel declares no less
                throw Errors.of(e);
            }
        }
        return template;
    }

    private static CamelContext started() throws Exception {
        CamelContext context = new DefaultCamelContext();
        PropertiesComponent properties = new PropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        context.setPropertiesComponent(properties);
        try {
            ROUTES.addTo(context);
            context.start();
            return context;
        } catch (Exception e) {
            context.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (template != null) {
            template.getCamelContext().stop();
            template = null;
        }
    }
}
