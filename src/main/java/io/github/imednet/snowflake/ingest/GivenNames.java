package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.NearestName;
import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.ColumnType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the names of {@code ingest.columns} with the columns of the rows: one that no rows have is misspelled, and
 * its type would count for nothing.
 */
final class GivenNames {

    private static final int MOST_NAMES = 30;

    private final List<Column> given;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<Column> missing;
    private final boolean shared;
    private int tables;

    /** @param tables which share the names; all of them must have been looked at before a name is missing */
    GivenNames(List<Column> given, int tables) {
        this.given = given;
        this.tables = tables;
        this.shared = tables > 1;
        this.missing = new ArrayList<>(given);
    }

    /**
     * Takes the columns of one of the tables' rows.
     *
     * @throws ExportConfigurationException naming every column that the rows of no table have
     */
    void require(List<Column> columns) {
        tables--;
        for (Column column : columns) {
            names.add(column.name());
            GivenColumns.find(column.name(), given).ifPresent(missing::remove);
        }
        if (tables == 0 && !missing.isEmpty()) {
            throw new ExportConfigurationException(missing.stream().map(this::problem).toList());
        }
    }

    List<Column> given() {
        return given;
    }

    /** Whether several tables share the names. */
    boolean areShared() {
        return shared;
    }

    /**
     * The names of one table: where several tables share the names, those that its rows have or that it has itself, and
     * all of them where neither tells any.
     *
     * @param keys of the table's rows
     * @param existing columns of the table, none where it is made
     */
    List<Column> ofTable(Collection<String> keys, Map<String, ColumnType> existing) {
        if (!shared || keys.isEmpty() && existing.isEmpty()) {
            return given;
        }
        Set<Column> own = ofRows(keys);
        own.addAll(ofTableAlone(keys, existing));
        return given.stream().filter(own::contains).toList();
    }

    /** Those that one table has itself, but none of its rows: these may lack a key for a day. */
    List<Column> ofTableAlone(Collection<String> keys, Map<String, ColumnType> existing) {
        Set<Column> ofRows = ofRows(keys);
        return given.stream()
                .filter(column -> !ofRows.contains(column) && TableColumns.isIn(existing, column.name()))
                .toList();
    }

    private Set<Column> ofRows(Collection<String> keys) {
        return keys.stream()
                .flatMap(key -> GivenColumns.find(key, given).stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private String problem(Column column) {
        String hint = NearestName.hint(column.name(), names);
        String list = String.join(", ", names.stream().limit(MOST_NAMES).toList());
        return "ingest.columns names " + column.name() + ", which the rows do not have" + Optional.of(hint)
                .filter(text -> !text.isEmpty())
                .orElse(": they have " + list + (names.size() > MOST_NAMES ? ", ..." : ""));
    }
}
