package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A session's own temporary objects of a kind. They stand before those of the schema with the same names. */
final class TemporaryObjects<T> {

    private final Map<String, T> objects = new TreeMap<>();
    private final Function<T, QualifiedName> name;

    TemporaryObjects(Function<T, QualifiedName> name) {
        this.name = name;
    }

    Optional<T> find(QualifiedName wanted) {
        return Optional.ofNullable(objects.get(wanted.toString()));
    }

    void add(T object) {
        objects.put(name.apply(object).toString(), object);
    }

    void remove(T object) {
        objects.remove(name.apply(object).toString());
    }

    void clear() {
        objects.clear();
    }

    /**
     * With those that all sessions see, by name.
     *
     * @param schema null for all schemas of the database
     */
    List<T> before(List<T> stored, String database, String schema) {
        List<T> all = new ArrayList<>(stored);
        for (T own : objects.values()) {
            QualifiedName of = name.apply(own);
            if (of.database().equals(database) && (schema == null || of.schema().equals(schema))) {
                all.removeIf(other -> name.apply(other).equals(of));
                all.add(own);
            }
        }
        all.sort(Comparator.comparing(object -> name.apply(object).toString()));
        return all;
    }
}
