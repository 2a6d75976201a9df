package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.types.Column;
import io.github.imednet.snowflake.types.LogicalType;
import io.github.imednet.snowflake.warehouse.Sql;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows as maps from column names to values. A name that a row lacks is null; one that no early row had is an error. */
final class MapRows extends SampledRows {

    private final Iterator<? extends Map<?, ?>> maps;
    private final boolean json;
    private final Closeable resource;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final Map<String, Integer> byIdentifier = new HashMap<>();
    private long row;

    /**
     * @param json whether the maps are JSON objects, whose decimals are FLOAT
     * @param given the columns, where they are known; null finds them in the first rows
     * @param resource closed with the rows, or null
     */
    MapRows(
            String name, Iterator<? extends Map<?, ?>> maps, boolean json, List<Column> given, Closeable resource) {
        super(name);
        this.json = json;
        this.maps = maps;
        this.resource = resource;
        List<Map<?, ?>> first = new ArrayList<>();
        while (first.size() < SAMPLE && maps.hasNext()) {
            first.add(maps.next());
        }
        if (given == null) {
            first.forEach(map -> map.keySet().forEach(key -> add(String.valueOf(key))));
        } else {
            given.forEach(column -> add(column.name()));
        }
        List<Object[]> sample = new ArrayList<>();
        first.forEach(map -> sample.add(values(map)));
        begin(given == null ? columns(sample) : given, sample);
    }

    private void add(String name) {
        positions.putIfAbsent(name, positions.size());
        byIdentifier.putIfAbsent(Sql.identifier(name), positions.get(name));
    }

    /** By the name as it is, else by what it means in Snowflake; null if there is no such column. */
    private Integer position(String name) {
        Integer position = positions.get(name);
        return position == null ? byIdentifier.get(Sql.identifier(name)) : position;
    }

    private List<Column> columns(List<Object[]> sample) {
        List<Column> columns = new ArrayList<>();
        positions.forEach((name, position) -> {
            ColumnInference inference = new ColumnInference(LogicalType.VARIANT, json);
            sample.forEach(values -> inference.add(values[position]));
            columns.add(inference.column(name));
        });
        return columns;
    }

    private Object[] values(Map<?, ?> map) {
        row++;
        Object[] values = new Object[positions.size()];
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Integer position = position(String.valueOf(entry.getKey()));
            if (position == null) {
                throw new IngestException("Row " + row + " of " + name() + " has a column that none of the first "
                        + SAMPLE + " rows had: name all columns with their types in ingest.columns");
            }
            values[position] = entry.getValue();
        }
        return values;
    }

    @Override
    public boolean holdsOnlyTexts() {
        return false;
    }

    @Override
    List<Object[]> read(int most) {
        List<Object[]> rows = new ArrayList<>();
        while (rows.size() < most && maps.hasNext()) {
            rows.add(values(maps.next()));
        }
        return rows;
    }

    @Override
    public void close() throws IOException {
        if (resource != null) {
            resource.close();
        }
    }
}
