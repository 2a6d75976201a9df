package io.github.imednet.snowflake.local.snowflake.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of SHOW or DESCRIBE.
 *
 * @param nameIndex of the column that LIKE compares
 */
record Listing(List<Column> columns, int nameIndex, List<List<String>> rows) {

    /**
     * @param names of the columns; those that end with {@code _on} are moments, those of counts and ids numbers
     */
    static Listing of(String nameColumn, String... names) {
        List<Column> columns = Arrays.stream(names)
                .map(name -> switch (name) {
                    case "created_on", "updated_on", "started_on" -> Column.timestamp(name);
                    case "rows", "bytes", "key_sequence", "id", "session", "session_id", "scope", "next_value",
                            "interval" -> Column.number(name);
                    default -> Column.text(name);
                })
                .toList();
        return new Listing(columns, Arrays.asList(names).indexOf(nameColumn), new ArrayList<>());
    }

    /** The same with these columns alone, as far as there are any of them. */
    Listing only(String... names) {
        List<Integer> kept = new ArrayList<>();
        for (String name : names) {
            IntStream.range(0, columns.size()).filter(i -> columns.get(i).name().equals(name)).forEach(kept::add);
        }
        return new Listing(
                kept.stream().map(columns::get).toList(),
                kept.indexOf(nameIndex),
                rows.stream().map(row -> kept.stream().map(row::get).toList()).toList());
    }

    /** Adds a row; the values that are left out are empty. */
    void add(String... values) {
        String[] row = Arrays.copyOf(values, columns.size());
        Arrays.fill(row, values.length, row.length, "");
        rows.add(Arrays.asList(row));
    }
}
