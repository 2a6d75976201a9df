package example;

import io.github.imednet.snowflake.embed.ExportRoutes;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.camel.CamelContext;

/** Adds the routes of the export to Quarkus' Camel context. The settings are Quarkus', below {@code onrequest}. */
@ApplicationScoped
public class ExportSetup {

    @Produces
    @Singleton
    ExportRoutes exports() {
        return ExportRoutes.named("onrequest");
    }

    void addRoutes(@Observes StartupEvent start, CamelContext context, ExportRoutes exports) throws Exception {
        exports.addTo(context);
    }
}
