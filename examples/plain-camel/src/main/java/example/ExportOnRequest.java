package example;

import io.github.imednet.snowflake.embed.ExportRoutes;
import io.github.imednet.snowflake.run.ReconciliationException;
import org.apache.camel.builder.RouteBuilder;

/**
 * Takes requests for exports from a queue, each a study's key, and sends what became of each to one of two others: the
 * summary, or the reason why there is none.
 */
public final class ExportOnRequest extends RouteBuilder {

    private final ExportRoutes exports;

    public ExportOnRequest(ExportRoutes exports) {
        this.exports = exports;
    }

    @Override
    public void configure() {
        onException(ReconciliationException.class)
                .handled(true)
                .setBody(simple("CHECK THE TABLE: ${exception.message}"))
                .to("seda:export-failures");
        onException(Exception.class)
                .handled(true)
                .setBody(simple("${exception.message}"))
                .to("seda:export-failures");

        from("seda:export-requests")
                .routeId("export-on-request")
                .setHeader("studyKey", body())
                .to(exports.uri("export-records"))
                .log("Study ${body.studyKey}: ${body.rowsLoaded} rows loaded, ${body.rowsAlreadyLoaded} there already")
                .to("seda:export-summaries");
    }
}
