package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.Column;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The columns that rows show, in the order in which they come first. */
public final class InferredColumns {

    private final ColumnInference.Source source;
    private final Map<String, ColumnInference> inferences = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final UnaryOperator<String> identifier;

    /** @param identifier what a name means in Snowflake, in quotes */
    InferredColumns(ColumnInference.Source source, UnaryOperator<String> identifier) {
        this.source = source;
        this.identifier = identifier;
    }

    /** Rows that are all maps; one that is not fails with a ClassCastException, which names its type. */
    @SuppressWarnings("unchecked")
    public static Collection<Map<?, ?>> maps(Collection<?> rows) {
        return (Collection<Map<?, ?>>) rows;
    }

    void add(Map<?, ?> row) {
        row.forEach((name, value) -> inference(String.valueOf(name)).add(value));
    }

    void addAll(InferredColumns other) {
        other.inferences.forEach((name, inferred) -> inference(name).addAll(inferred));
    }

    /** Of the column that the name means in Snowflake. */
    ColumnInference inference(String name) {
        ColumnInference found = inferences.get(name);
        if (found != null) {
            return found;
        }
        String same = names.putIfAbsent(identifier.apply(name), name);
        return inferences.computeIfAbsent(same == null ? name : same, first -> new ColumnInference(source));
    }

    List<Column> columns() {
        return inferences.entrySet().stream()
                .map(entry -> entry.getValue().column(entry.getKey()))
                .toList();
    }

    boolean has(String name) {
        return names.containsKey(identifier.apply(name));
    }

    /** A column of the row that is not known, or would be of another type had the row been added. */
    Optional<String> firstOther(Map<?, ?> row) {
        return row.entrySet().stream()
                .filter(entry -> !has(String.valueOf(entry.getKey()))
                        || !inference(String.valueOf(entry.getKey())).takes(entry.getValue()))
                .map(entry -> String.valueOf(entry.getKey()))
                .findFirst();
    }
}
