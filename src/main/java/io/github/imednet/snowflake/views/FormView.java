package io.github.imednet.snowflake.views;

import io.github.imednet.snowflake.model.RecordColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The view of a form.
 *
 * @param name of the view, in the schema of the records table
 * @param columns those of the variables, in the order of the form
 */
record FormView(DictionaryForm form, String name, List<ViewColumn> columns) {

    /** Has the values that are NULL in their column because they do not convert exactly, by their variables' names. */
    static final String MISFITS = "_MISFITS";

    /** Has the values that no variable of the form names. */
    static final String OTHER_DATA = "_OTHER_DATA";

    /**
     * The views of all forms of a study.
     *
     * @param prefix what their names begin with
     * @param taken names in the schema that no view may have
     */
    static List<FormView> of(StudyDictionary dictionary, String prefix, List<String> taken) {
        PlainNames names = new PlainNames(taken);
        List<FormView> views = new ArrayList<>();
        for (DictionaryForm form : dictionary.forms()) {
            views.add(new FormView(form, names.take(prefix + form.key(), form.id()), columns(form)));
        }
        return views;
    }

    private static List<ViewColumn> columns(DictionaryForm form) {
        List<String> taken = new ArrayList<>(List.of(MISFITS, OTHER_DATA));
        Arrays.stream(RecordColumn.values()).map(Enum::name).forEach(taken::add);
        PlainNames names = new PlainNames(taken);
        Map<Long, String> byVariable = new HashMap<>();
        form.variables().forEach(variable -> byVariable.put(variable.id(), names.take(variable.name(), variable.id())));
        List<ViewColumn> columns = new ArrayList<>();
        for (DictionaryVariable variable : form.variables()) {
            VariableType type = VariableType.of(variable.type());
            String name = Objects.requireNonNull(byVariable.get(variable.id()));
            String dateName = type.hasDateColumn() ? names.take(variable.name() + "_DATE", variable.id()) : null;
            columns.add(new ViewColumn(variable, type, name, dateName));
        }
        columns.sort(Comparator.comparingLong((ViewColumn column) -> column.variable().sequence())
                .thenComparingLong(column -> column.variable().id()));
        return columns;
    }

    /** The names that are not those of the form and of its variables in upper case. */
    List<RenamedName> renamed(String prefix) {
        List<RenamedName> renamed = new ArrayList<>();
        add(renamed, null, prefix + form.key(), name);
        for (ViewColumn column : columns) {
            add(renamed, column.variable().name(), column.variable().name(), column.name());
            if (column.dateName() != null) {
                add(renamed, column.variable().name(), column.variable().name() + "_DATE", column.dateName());
            }
        }
        return renamed;
    }

    private void add(List<RenamedName> renamed, @Nullable String variable, String wanted, String found) {
        if (!Objects.equals(wanted.toUpperCase(Locale.ROOT), found)) {
            renamed.add(new RenamedName(form.key(), variable, found));
        }
    }
}
