package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.PrivacySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rules of a policy, of which the first that matches decides, and what is done with a field that none names. */
final class PrivacyPolicy {

    /** Names come from the API; so many of them are no study's. */
    private static final int MOST_REMEMBERED = 200_000;

    private final List<PrivacyRule> rules;
    private final PrivacyAction byDefault;
    private final @Nullable Pseudonyms pseudonyms;
    private final Map<FieldPlace, Decision> decisions = new ConcurrentHashMap<>();

    /** @param pseudonyms null where no rule needs the key */
    PrivacyPolicy(List<PrivacyRule> rules, PrivacyAction byDefault, @Nullable Pseudonyms pseudonyms) {
        this.rules = List.copyOf(rules);
        this.byDefault = byDefault;
        this.pseudonyms = pseudonyms;
    }

    /**
     * The policy of some settings.
     *
     * @return the policy, or empty if none is set
     * @throws ExportConfigurationException naming all that is wrong with it, with file and line
     */
    static Optional<PrivacyPolicy> of(PrivacySettings settings) {
        return settings.isSet() ? Optional.of(new PolicyFile(settings).read()) : Optional.empty();
    }

    Decision decide(FieldPlace place) {
        Decision known = decisions.get(place);
        if (known != null) {
            return known;
        }
        Decision decision = ApiFields.neededFor(place.list(), place.path())
                .map(why -> new Decision(PrivacyAction.KEEP, null, why))
                .orElseGet(() -> decideByRules(place));
        if (decisions.size() >= MOST_REMEMBERED) {
            decisions.clear();
        }
        decisions.put(place, decision);
        return decision;
    }

    private Decision decideByRules(FieldPlace place) {
        return rules.stream()
                .filter(rule -> rule.matches(place))
                .findFirst()
                .map(rule -> new Decision(rule.action(), rule, null))
                .orElseGet(() -> new Decision(byDefault, null, null));
    }

    /** Whether every variable in the data of a form's records is kept, whatever its name. */
    boolean keepsAllData(@Nullable String form) {
        return byDefault == PrivacyAction.KEEP
                && rules.stream().noneMatch(rule -> rule.action() != PrivacyAction.KEEP && rule.mayDecideOnData(form));
    }

    /** Whether a field of records is kept, of whatever form they are. */
    boolean keepsOfAllRecords(String field) {
        for (PrivacyRule rule : rules) {
            if (rule.mayDecideOn(field)) {
                if (rule.action() != PrivacyAction.KEEP) {
                    return false;
                }
                if (rule.forms() == null) {
                    return true;
                }
            }
        }
        return byDefault == PrivacyAction.KEEP;
    }

    @Nullable Pseudonyms pseudonyms() {
        return pseudonyms;
    }
}
