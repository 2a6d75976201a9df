package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.source.JobRequest;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** Begins the question what became of a batch, and ends one that failed. */
@RouteBean
public final class JobPlan {

    private final ExportSettings settings;

    public JobPlan(ExportSettings settings) {
        this.settings = settings;
    }

    /**
     * What is asked.
     *
     * @param studyKey the study, or null for the one of the settings
     * @throws ExportConfigurationException if no study or no batch is named
     */
    public JobRequest request(
            @Header("studyKey") String studyKey, @Header("batchId") String batchId, Exchange exchange) {
        settings.requireKeys();
        if (batchId == null || batchId.isBlank()) {
            throw new ExportConfigurationException(List.of("The batch is missing: name it in the header batchId"));
        }
        exchange.setProperty("run", new Traffic() {});
        return new JobRequest(settings.requireStudy(studyKey), batchId);
    }

    public void failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
        throw Failures.explain(cause, VerificationException::new);
    }
}
