package example;

import io.github.imednet.snowflake.embed.ExportRoutes;
import io.github.imednet.snowflake.run.ExportSummary;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** The route that exports a study at each tick of a timer, and keeps what became of it. */
@Component
public class NightlyExport extends RouteBuilder {

    private final ExportRoutes nightly;
    private volatile ExportSummary lastSummary;
    private volatile Exception lastFailure;

    public NightlyExport(ExportRoutes nightly) {
        this.nightly = nightly;
    }

    @Override
    public void configure() {
        onException(Exception.class).handled(true).bean(this, "failed");

        from("timer:nightly?period={{example.period}}&repeatCount={{example.repeat-count}}")
                .routeId("nightly-timer")
                .setHeader("studyKey", simple("{{example.study}}"))
                .to(nightly.uri("export-records"))
                .bean(this, "ended");
    }

    public void ended(@Body ExportSummary summary) {
        lastSummary = summary;
    }

    public void failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        lastFailure = failure;
    }

    /** The summary of the last export that ended well, or null. */
    public ExportSummary lastSummary() {
        return lastSummary;
    }

    /** Why the last export that did not end well failed, or null. */
    public Exception lastFailure() {
        return lastFailure;
    }
}
