package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of SHOW or DESCRIBE.
 *
 * @param nameIndex of the column that LIKE compares
 */
record Listing(List<Column> columns, int nameIndex, List<List<String>> rows) {

    /**
     * @param names of the columns; {@code created_on} and {@code started_on} are moments, {@code rows}, {@code bytes} and
     *     ids are numbers
     */
    static Listing of(String nameColumn, String... names) {
        List<Column> columns = Arrays.stream(names)
                .map(name -> switch (name) {
                    case "created_on", "started_on" -> Column.timestamp(name);
                    case "rows", "bytes", "key_sequence", "id", "session", "scope" -> Column.number(name);
                    default -> Column.text(name);
                })
                .toList();
        return new Listing(columns, Arrays.asList(names).indexOf(nameColumn), new ArrayList<>());
    }

    /** Adds a row; the values that are left out are empty. */
    void add(String... values) {
        String[] row = Arrays.copyOf(values, columns.size());
        Arrays.fill(row, values.length, row.length, "");
        rows.add(Arrays.asList(row));
    }
}
