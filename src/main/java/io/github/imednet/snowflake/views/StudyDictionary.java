package io.github.imednet.snowflake.views;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The forms of a study with their variables.
 *
 * @param forms by their ids; no two of one key
 */
record StudyDictionary(List<DictionaryForm> forms) {

    /**
     * Puts together what the API's lists {@code forms} and {@code variables} say. What is disabled or deleted there
     * stays: there may be values of it. Of several forms of one key the first counts, of several variables of one name
     * the latest that is not deleted.
     */
    static StudyDictionary of(List<Map<String, Object>> forms, List<Map<String, Object>> variables) {
        Map<String, Map<String, Map<String, Object>>> byForm = new HashMap<>();
        for (Map<String, Object> variable : variables) {
            String form = text(variable, "formKey");
            String name = text(variable, "variableName");
            if (form != null && name != null) {
                byForm.computeIfAbsent(form, key -> new TreeMap<>())
                        .merge(name, variable, StudyDictionary::later);
            }
        }
        Map<String, DictionaryForm> byKey = new TreeMap<>();
        for (Map<String, Object> form : forms) {
            String key = text(form, "formKey");
            if (key != null) {
                List<DictionaryVariable> ofForm = byForm.getOrDefault(key, Map.of()).values().stream()
                        .map(StudyDictionary::variable)
                        .sorted(Comparator.comparingLong(DictionaryVariable::id))
                        .toList();
                byKey.putIfAbsent(key, new DictionaryForm(number(form, "formId"), key, text(form, "formName"), ofForm));
            }
        }
        List<DictionaryForm> sorted = new ArrayList<>(byKey.values());
        sorted.sort(Comparator.comparingLong(DictionaryForm::id));
        return new StudyDictionary(sorted);
    }

    /** @param unwanted given the key of a form and the name of a variable */
    StudyDictionary without(BiPredicate<String, String> unwanted) {
        return new StudyDictionary(forms.stream()
                .map(form -> new DictionaryForm(form.id(), form.key(), form.name(), form.variables().stream()
                        .filter(variable -> !unwanted.test(form.key(), variable.name()))
                        .toList()))
                .toList());
    }

    private static Map<String, Object> later(Map<String, Object> one, Map<String, Object> other) {
        boolean deleted = Boolean.TRUE.equals(one.get("deleted"));
        if (deleted != Boolean.TRUE.equals(other.get("deleted"))) {
            return deleted ? other : one;
        }
        return number(one, "variableId") > number(other, "variableId") ? one : other;
    }

    private static DictionaryVariable variable(Map<String, Object> entity) {
        return new DictionaryVariable(
                number(entity, "variableId"),
                number(entity, "sequence"),
                Objects.requireNonNull(text(entity, "variableName")),
                text(entity, "variableType"),
                text(entity, "label"));
    }

    private static @Nullable String text(Map<String, Object> entity, String attribute) {
        Object value = entity.get(attribute);
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    private static long number(Map<String, Object> entity, String attribute) {
        return entity.get(attribute) instanceof Number number ? number.longValue() : 0;
    }
}
