package io.github.imednet.snowflake.views;

import io.github.imednet.snowflake.views.DictionaryChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a study's dictionary with that of the last run, by the keys of forms and the names of variables. */
final class DictionaryDrift {

    private final List<DictionaryChange> changes = new ArrayList<>();

    private DictionaryDrift() {}

    /** @param before the forms of the last run; what they have no place for does not count as a difference */
    static List<DictionaryChange> between(List<DictionaryForm> before, StudyDictionary now) {
        DictionaryDrift drift = new DictionaryDrift();
        Map<String, DictionaryForm> known = before.stream().collect(byName(DictionaryForm::key));
        Map<String, DictionaryForm> present = now.forms().stream().collect(byName(DictionaryForm::key));
        known.forEach((key, form) -> {
            if (!present.containsKey(key)) {
                drift.add(Kind.FORM_REMOVED, key, null, form.name(), null);
            }
        });
        present.forEach((key, form) -> {
            if (known.containsKey(key)) {
                drift.compare(known.get(key), form);
            } else {
                drift.add(Kind.FORM_ADDED, key, null, null, form.name());
            }
        });
        return List.copyOf(drift.changes);
    }

    private static <T> Collector<T, ?, Map<String, T>> byName(Function<T, String> name) {
        return Collectors.toMap(name, Function.identity(), (first, second) -> first, TreeMap::new);
    }

    private void compare(DictionaryForm before, DictionaryForm after) {
        if (!Objects.equals(before.name(), after.name())) {
            add(Kind.FORM_RELABELLED, after.key(), null, before.name(), after.name());
        }
        Map<String, DictionaryVariable> known = before.variables().stream().collect(byName(DictionaryVariable::name));
        Map<String, DictionaryVariable> present = after.variables().stream().collect(byName(DictionaryVariable::name));
        known.forEach((name, variable) -> {
            if (!present.containsKey(name)) {
                add(Kind.VARIABLE_REMOVED, after.key(), name, variable.type(), null);
            }
        });
        present.forEach((name, variable) -> {
            if (known.containsKey(name)) {
                compare(after.key(), known.get(name), variable);
            } else {
                add(Kind.VARIABLE_ADDED, after.key(), name, null, variable.type());
            }
        });
    }

    private void compare(String form, DictionaryVariable before, DictionaryVariable after) {
        if (!Objects.equals(before.type(), after.type())) {
            add(Kind.VARIABLE_RETYPED, form, after.name(), before.type(), after.type());
        }
        if (!Objects.equals(before.label(), after.label())) {
            add(Kind.VARIABLE_RELABELLED, form, after.name(), before.label(), after.label());
        }
    }

    private void add(
            Kind kind, String form, @Nullable String variable, @Nullable String before, @Nullable String after) {
        changes.add(new DictionaryChange(kind, form, variable, before, after));
    }
}
