package io.github.imednet.snowflake.privacy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.PrivacySettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says of every field of a study what a policy does with it. */
public final class PolicyReview {

    /** What the data of records have beside the variables of the dictionary. */
    private static final List<String> SYSTEM_KEYS = List.of("dateCreated", "dateModified", "unvnum");

    private final PrivacyPolicy policy;
    private final Set<String> forms = new TreeSet<>();
    private final Set<String> names = new TreeSet<>();
    private final Set<Variable> variables = new TreeSet<>();

    private record Variable(String form, String name) implements Comparable<Variable> {

        @Override
        public int compareTo(Variable other) {
            int byForm = form.compareTo(other.form);
            return byForm == 0 ? name.compareTo(other.name) : byForm;
        }
    }

    /** @throws ExportConfigurationException if no policy is set, or naming all that is wrong with it */
    public PolicyReview(PrivacySettings settings) {
        this.policy = PrivacyPolicy.of(settings)
                .orElseThrow(() -> new ExportConfigurationException(List.of("export.privacy-policy is not set: there is"
                        + " no policy to check")));
    }

    /** Takes a variable of the study's dictionary. */
    public void add(String form, String variable) {
        if (forms.add(form)) {
            SYSTEM_KEYS.forEach(key -> variables.add(new Variable(form, key)));
        }
        names.add(variable);
        variables.add(new Variable(form, variable));
    }

    /** List by list; of records their own fields first, then each form's variables. */
    public List<DecidedField> fields() {
        List<DecidedField> fields = new ArrayList<>();
        for (ImednetResource list : ImednetResource.values()) {
            ApiFields.of(list).forEach(path -> addField(list, path, fields));
        }
        variables.stream()
                .map(variable -> FieldPlace.ofVariable(variable.form(), variable.name()))
                .forEach(place -> fields.add(DecidedField.of(place, policy.decide(place))));
        return fields;
    }

    /**
     * For all entities, then for those forms and those variables of which another rule decides, and then for those
     * variables of a form of which these lines do not say what becomes.
     */
    private void addField(ImednetResource list, String path, List<DecidedField> fields) {
        Decision usual = add(new FieldPlace(list, null, null, path), null, fields);
        boolean ofForms = ApiFields.haveForm(list);
        boolean ofVariables = ApiFields.haveVariable(list);
        if (ofForms) {
            forms.forEach(form -> add(new FieldPlace(list, form, null, path), usual, fields));
        }
        if (ofVariables) {
            names.forEach(name -> add(new FieldPlace(list, null, name, path), usual, fields));
        }
        if (ofForms && ofVariables) {
            variables.stream()
                    .filter(variable -> names.contains(variable.name()))
                    .map(variable -> new FieldPlace(list, variable.form(), variable.name(), path))
                    .filter(place -> !said(place, usual).equals(Set.of(policy.decide(place))))
                    .forEach(place -> fields.add(DecidedField.of(place, policy.decide(place))));
        }
    }

    /** What the lines of the place's form, of its variable or, if there are none, of all entities say. */
    private Set<Decision> said(FieldPlace place, Decision usual) {
        Set<Decision> said = new HashSet<>();
        said.add(policy.decide(new FieldPlace(place.list(), place.form(), null, place.path())));
        said.add(policy.decide(new FieldPlace(place.list(), null, place.variable(), place.path())));
        said.remove(usual);
        return said.isEmpty() ? Set.of(usual) : said;
    }

    private Decision add(FieldPlace place, @Nullable Decision usual, List<DecidedField> fields) {
        Decision decision = policy.decide(place);
        if (!decision.equals(usual)) {
            fields.add(DecidedField.of(place, decision));
        }
        return decision;
    }
}
