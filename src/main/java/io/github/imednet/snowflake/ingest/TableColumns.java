package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.rows.IngestException;
import io.github.imednet.snowflake.rows.RowSource;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns that are loaded, and where a source has them. */
public final class TableColumns {

    private final List<TargetColumn> targets;

    private TableColumns(List<TargetColumn> targets) {
        this.targets = targets;
    }

    /**
     * The columns of a source, for a table that is made.
     *
     * @throws ExportConfigurationException if two columns have the same name, or there are none
     */
    static TableColumns ofNewTable(List<Column> source) {
        List<TargetColumn> targets =
                source.stream().map(column -> TargetColumn.of(exact(column.name()), column)).toList();
        return new TableColumns(requireDistinct(targets));
    }

    /**
     * The columns of a source, in the types that the table has for them. Columns of the table that the source lacks get
     * their default.
     *
     * @param table exact names and types, as DESCRIBE TABLE gives them
     * @throws ExportConfigurationException naming every column that the table lacks
     */
    static TableColumns ofTable(List<Column> source, Map<String, ColumnType> table, String tableName) {
        List<TargetColumn> targets = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Column column : source) {
            String name = nameIn(table.keySet(), exact(column.name()));
            if (name == null) {
                missing.add(Sql.quoted(exact(column.name())) + ' ' + column.type().sql());
            } else {
                targets.add(TargetColumn.of(name, column.as(Objects.requireNonNull(table.get(name)))));
            }
        }
        if (!missing.isEmpty()) {
            throw new ExportConfigurationException(List.of("The table " + tableName + " lacks the columns "
                    + String.join(", ", missing) + ": add them, or leave them out of the rows"));
        }
        return new TableColumns(requireDistinct(targets));
    }

    /** The columns that the table has, for rows of which there are none. */
    static List<Column> of(Map<String, ColumnType> table) {
        return table.entrySet().stream()
                .map(column -> new Column(Sql.quoted(column.getKey()), column.getValue()))
                .toList();
    }

    /** The column of a name as settings have it. */
    Optional<TargetColumn> find(String name) {
        List<String> names = targets.stream().map(TargetColumn::name).toList();
        return Optional.ofNullable(nameIn(new LinkedHashSet<>(names), exact(name)))
                .map(names::indexOf)
                .map(targets::get);
    }

    /** Whether the table has a column for that of a source. */
    static boolean isIn(Map<String, ColumnType> table, String name) {
        return nameIn(table.keySet(), exact(name)) != null;
    }

    private static String exact(String name) {
        return Sql.unquoted(Sql.identifier(name));
    }

    /** The name as it is, else the only one that differs in case alone. */
    private static @Nullable String nameIn(Set<String> names, String name) {
        if (names.contains(name)) {
            return name;
        }
        List<String> similar = names.stream().filter(name::equalsIgnoreCase).toList();
        return similar.size() == 1 ? similar.get(0) : null;
    }

    private static List<TargetColumn> requireDistinct(List<TargetColumn> targets) {
        Set<String> seen = new HashSet<>();
        List<String> doubled = targets.stream()
                .map(TargetColumn::name)
                .filter(name -> !seen.add(name))
                .toList();
        if (!doubled.isEmpty() || targets.isEmpty()) {
            throw new ExportConfigurationException(List.of(targets.isEmpty()
                    ? "The rows have no columns: name them with their types in ingest.columns"
                    : "Several columns of the rows mean " + doubled + ": where their names differ in case, give them in"
                            + " quotes with their types in ingest.columns"));
        }
        return targets;
    }

    /** Whether names are told apart by their case alone, so that COPY must mind it. */
    boolean differInCase() {
        Set<String> seen = new HashSet<>();
        return targets.stream().anyMatch(target -> !seen.add(target.name().toUpperCase(Locale.ROOT)));
    }

    List<TargetColumn> targets() {
        return targets;
    }

    /**
     * For each column its place in a source's rows, or -1 where the source lacks it.
     *
     * @throws IngestException naming every column of the source that is not loaded
     */
    int[] positions(RowSource source) {
        int[] positions = new int[targets.size()];
        Arrays.fill(positions, -1);
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < source.columns().size(); i++) {
            String name = source.columns().get(i).name();
            int place = place(name);
            if (place < 0 || positions[place] >= 0) {
                unknown.add(name);
            } else {
                positions[place] = i;
            }
        }
        if (!unknown.isEmpty()) {
            throw new IngestException(source.name() + " has columns that are not loaded: " + String.join(", ", unknown)
                    + ". Leave them out, or ingest files of different columns one after the other");
        }
        return positions;
    }

    /**
     * Of the column of just this name, else of the one that it means, else of the only one that it means in any case.
     */
    private int place(String name) {
        List<String> names = targets.stream().map(TargetColumn::name).toList();
        String found = names.contains(name) ? name : nameIn(new LinkedHashSet<>(names), exact(name));
        return names.indexOf(found);
    }

    boolean hasTexts() {
        return targets.stream().anyMatch(target -> target.column().type().logical() == LogicalType.TEXT);
    }

    boolean hasDocuments() {
        return targets.stream().anyMatch(target -> target.column().type().logical().isSemiStructured());
    }
}
