package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.types.Column;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as maps from column names to values, of known columns. A name that a row lacks is null. */
public final class MapRows extends NamedRows {

    private final Iterator<? extends Map<?, ?>> maps;
    private final @Nullable Closeable resource;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, Integer> byIdentifier = new HashMap<>();
    private long row;

    private MapRows(
            String name, Iterator<? extends Map<?, ?>> maps, List<Column> columns, @Nullable Closeable resource) {
        super(name, columns);
        this.maps = maps;
        this.resource = resource;
    }

    /**
     * Rows whose columns are named by settings: one in quotes is the key that is written so, before one without.
     *
     * @param resource closed with the rows, or null
     */
    public static MapRows ofGiven(
            String name, Iterator<? extends Map<?, ?>> maps, List<Column> columns, @Nullable Closeable resource) {
        MapRows rows = new MapRows(name, maps, columns, resource);
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i).name();
            if (Sql.identifier(column).equals(column)) {
                rows.positions.putIfAbsent(Sql.unquoted(column), i);
            }
        }
        rows.addNames();
        return rows;
    }

    /** Rows whose columns are their own keys, which quotes are a part of. */
    static MapRows ofKeys(String name, Iterator<? extends Map<?, ?>> maps, List<Column> columns) {
        MapRows rows = new MapRows(name, maps, columns, null);
        rows.addNames();
        return rows;
    }

    private void addNames() {
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i).name();
            positions.putIfAbsent(column, i);
            byIdentifier.putIfAbsent(Sql.identifier(column), i);
        }
    }

    @Override
    public List<Object[]> next(int most) {
        List<Object[]> rows = new ArrayList<>();
        while (rows.size() < most && maps.hasNext()) {
            rows.add(values(maps.next()));
        }
        return rows;
    }

    private Object[] values(Map<?, ?> map) {
        row++;
        Object[] values = new Object[columns.size()];
        boolean[] isGiven = new boolean[values.length];
        for (Map.Entry<?, ?> entry : required(map, row, name).entrySet()) {
            Integer position = position(String.valueOf(entry.getKey()));
            if (position == null) {
                throw new IngestException("Row " + row + " of " + name + " has a column that is not among the "
                        + columns.size() + " that are known: name all columns with their types in ingest.columns");
            }
            if (isGiven[position]) {
                throw new IngestException("Row " + row + " of " + name + " has two values for the column "
                        + columns.get(position).name() + ", under names that mean the same in Snowflake");
            }
            isGiven[position] = true;
            values[position] = entry.getValue();
        }
        return values;
    }

    /** By the name as it is, else by what it means in Snowflake; null if there is no such column. */
    private @Nullable Integer position(String column) {
        Integer position = positions.get(column);
        return position == null ? byIdentifier.get(Sql.identifier(column)) : position;
    }

    @Override
    public void close() throws IOException {
        if (resource != null) {
            resource.close();
        }
    }
}
