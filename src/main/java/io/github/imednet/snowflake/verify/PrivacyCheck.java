package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.privacy.PolicyReview;
import io.github.imednet.snowflake.source.ResourcePage;
import io.github.imednet.snowflake.source.ResourcePass;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** Compares the privacy policy with a study's dictionary. */
@RouteBean
public final class PrivacyCheck {

    private final ExportSettings settings;

    public PrivacyCheck(ExportSettings settings) {
        this.settings = settings;
    }

    /**
     * Begins a check and gives it to the exchange.
     *
     * @param studyKey the study, or null for the one of the settings
     * @throws ExportConfigurationException if no study is named, or no policy is set
     */
    public void begin(@Header("studyKey") String studyKey, Exchange exchange) {
        settings.requireKeys();
        String study = settings.requireStudy(studyKey);
        ResourcePass pass = ResourcePass.lookup(settings, ImednetResource.VARIABLES, study);
        PolicyCheck check = new PolicyCheck(study, new PolicyReview(settings.privacy()), pass);
        exchange.setProperty("run", check);
    }

    public void take(@Body ResourcePage variables, @ExchangeProperty("run") PolicyCheck check) {
        for (Map<String, Object> variable : variables.entities()) {
            check.review().add(
                    String.valueOf(variable.get("formKey")), String.valueOf(variable.get("variableName")));
        }
    }

    public PolicyReport report(@ExchangeProperty("run") PolicyCheck check) {
        return new PolicyReport(
                check.studyKey(),
                String.valueOf(settings.privacy().file()),
                settings.privacy().id(),
                check.requests(),
                check.review().fields());
    }
}
