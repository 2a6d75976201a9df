package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.PrivacySettings;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.source.AnswerTime;
import io.github.imednet.snowflake.source.ApiRequest;
import io.github.imednet.snowflake.source.ImednetApiException;
import io.github.imednet.snowflake.source.PageReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/** Applies the privacy policy to answers of the API, before they are read: nothing else ever has what it takes out. */
@RouteBean
public final class PrivacyFilter {

    private static final String DELETED = "deleted";

    private final @Nullable PrivacyPolicy policy;
    private final PolicyFindings own = new PolicyFindings();

    private PrivacyFilter(Optional<PrivacyPolicy> policy) {
        this.policy = policy.orElse(null);
    }

    /**
     * @throws ExportConfigurationException naming all that is wrong with the policy, with file and line; or if it takes
     *     out what tells the views of the forms which records are deleted
     */
    public static PrivacyFilter of(ExportSettings settings) {
        PrivacyFilter filter = with(settings.privacy());
        boolean hidesDeleted = settings.formViews().wanted() && !settings.formViews().withDeleted();
        if (hidesDeleted && filter.policy != null && !filter.policy.keepsOfAllRecords(DELETED)) {
            throw new ExportConfigurationException(List.of("export.form-views leaves deleted records out of the views,"
                    + " but " + settings.privacy().file() + " does not keep the field " + DELETED + " of all records:"
                    + " keep it by a rule (field: " + DELETED + ", action: keep), or set"
                    + " export.form-views-deleted=true"));
        }
        return filter;
    }

    /** @throws ExportConfigurationException naming all that is wrong with the policy, with file and line */
    public static PrivacyFilter with(PrivacySettings settings) {
        return new PrivacyFilter(PrivacyPolicy.of(settings));
    }

    /**
     * The answer as the policy leaves it, JSON in UTF-8; as it was if there is no policy, or if the request only looks
     * something up and nothing of its answer is exported.
     *
     * @param run whose findings are told, if it has any
     * @param exchange is told that the policy was applied to the answer to its request: without that nothing reads it
     * @throws ImednetApiException if the answer cannot be read
     */
    public byte[] apply(
            @Body byte[] answer,
            @ExchangeProperty("apiRequest") ApiRequest request,
            @ExchangeProperty("run") @Nullable Object run,
            Exchange exchange) {
        exchange.setProperty(PageReader.POLICY_APPLIED, request);
        Optional<ImednetResource> list = request.exported();
        if (policy == null || list.isEmpty()) {
            return answer;
        }
        try {
            PolicyFindings findings = run instanceof FiltersAnswers filtered ? filtered.policyFindings() : own;
            return new AnswerFilter(policy, list.get(), findings).apply(answer);
        } catch (IOException e) {
            // Whoever reads answers knows best what is wrong with this one.
            request.read(answer, AnswerTime.of(null, null));
            throw ImednetApiException.unreadable("iMednet's answer cannot be read, and the privacy policy cannot be"
                    + " applied to it (" + answer.length + " bytes)", null);
        }
    }

    /** Whether the policy takes a variable out of the records of a form. */
    public boolean drops(String form, String variable) {
        return policy != null && policy.decide(FieldPlace.ofVariable(form, variable)).action() == PrivacyAction.DROP;
    }
}
