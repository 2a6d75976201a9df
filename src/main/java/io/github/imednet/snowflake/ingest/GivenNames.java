package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.NearestName;
import io.github.imednet.snowflake.types.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /** Whether several tables share the names. */
    boolean areShared() {
        return shared;
    }

    /**
     * For rows that have no columns but those that are named.
     *
     * @throws ExportConfigurationException where several tables share the names, and each would get those of the others
     */
    void requireOneTable() {
        if (shared && !given.isEmpty()) {
            throw new ExportConfigurationException(List.of("ingest.columns or the header ingestColumns is set, which"
                    + " names all columns of rows that are maps, but several tables share it: leave it out, or ingest"
                    + " the tables one after the other"));
        }
    }

    private String problem(Column column) {
        String hint = NearestName.hint(column.name(), names);
        String list = String.join(", ", names.stream().limit(MOST_NAMES).toList());
        return "ingest.columns names " + column.name() + ", which the rows do not have" + Optional.of(hint)
                .filter(text -> !text.isEmpty())
                .orElse(": they have " + list + (names.size() > MOST_NAMES ? ", ..." : ""));
    }
}
