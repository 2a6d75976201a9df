package example;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.embed.ExportRoutes;
import io.github.imednet.snowflake.source.ImednetApiException;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** {@code POST /exports/STUDY} exports a study; the answer comes when it is done. */
@ApplicationScoped
public class ExportByRest extends RouteBuilder {

    private final ExportRoutes exports;

    public ExportByRest(ExportRoutes exports) {
        this.exports = exports;
    }

    @Override
    public void configure() {
        onException(ExportConfigurationException.class, ImednetApiException.class)
                .handled(true)
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(400))
                .setBody(simple("${exception.message}"));
        onException(Exception.class)
                .handled(true)
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(500))
                .setBody(simple("${exception.message}"));

        from("platform-http:/exports/{studyKey}?httpMethodRestrict=POST")
                .routeId("export-by-rest")
                .removeHeaders("*", "studyKey") // what a client sends is not for the export to read
                .to(exports.uri("export-records"))
                .setBody(simple("${body.rowsLoaded} rows loaded, ${body.rowsAlreadyLoaded} there already\n"));
    }
}
