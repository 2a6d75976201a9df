package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.TableState;
import io.github.imednet.snowflake.views.FormViewsRun;
import io.github.imednet.snowflake.views.FormViewsState;
import java.util.UUID;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins the look at the views of a study's forms that no export makes, and says what a failure to make them is. */
@RouteBean
public final class FormViewsPlan {

    private static final Logger LOG = LoggerFactory.getLogger(FormViewsPlan.class);

    private final ExportSettings settings;

    public FormViewsPlan(ExportSettings settings) {
        this.settings = settings;
    }

    /**
     * Begins.
     *
     * @param studyKey the study, or null for the one of the settings
     * @throws ExportConfigurationException if no study is named, its key is invalid, or the API's keys are missing
     */
    public void start(@Header("studyKey") String studyKey, Exchange exchange) {
        settings.requireKeys();
        String study = settings.requireStudy(studyKey);
        String id = UUID.randomUUID().toString();
        exchange.setProperty("run", new Look(id, study, new TableState(), new FormViewsState()));
        exchange.setProperty("studyKey", study);
        exchange.getMessage().removeHeaders("*");
    }

    /** @throws RuntimeException as a verification explains what the API did not answer */
    public void explain(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
        throw Failures.explain(cause, VerificationException::new);
    }

    /**
     * @throws ExportConfigurationException if the views have names that are not free
     * @throws FormViewsException otherwise
     */
    public void publishFailed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
        LOG.warn("The views of the forms could not be made", cause);
        if (cause instanceof ExportConfigurationException) {
            throw new ExportConfigurationException(
                    "All records are loaded, but no view was made or changed. " + cause.getMessage(), cause);
        }
        // A split that ends with its first failure wraps it.
        Throwable inner = cause.getCause();
        throw new FormViewsException(cause instanceof CamelExchangeException && inner != null ? inner : cause);
    }

    /** What asks for the dictionary and for nothing else. */
    private record Look(String id, String studyKey, TableState table, FormViewsState formViews)
            implements FormViewsRun, Traffic {}
}
