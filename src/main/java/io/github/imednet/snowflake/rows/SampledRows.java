package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.load.Sql;
import io.github.imednet.snowflake.types.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Rows of a program, whose first ones show the columns: rows can be read once only, but for a collection's. A later
 * value of another type is an error, whatever it could be converted to.
 */
public final class SampledRows implements Iterator<Map<?, ?>> {

    /** Rows that are looked at. */
    public static final int SAMPLE = 10_000;

    private final String name;
    private final InferredColumns columns = new InferredColumns(ColumnInference.Source.OBJECTS, Sql::identifier);
    private final Iterator<? extends Map<?, ?>> sample;
    private final Iterator<? extends Map<?, ?>> rest;
    private long row;

    private SampledRows(String name, Collection<? extends Map<?, ?>> sample, Iterator<? extends Map<?, ?>> rest) {
        this.name = name;
        this.sample = sample.iterator();
        this.rest = rest;
        int looked = 0;
        for (Map<?, ?> map : sample) {
            columns.add(NamedRows.required(map, ++looked, name));
        }
    }

    public static RowSource of(String name, Collection<? extends Map<?, ?>> rows) {
        return new SampledRows(name, rows, List.<Map<?, ?>>of().iterator()).rows();
    }

    public static RowSource of(String name, Iterator<? extends Map<?, ?>> rows) {
        List<Map<?, ?>> first = new ArrayList<>();
        while (first.size() < SAMPLE && rows.hasNext()) {
            first.add(rows.next());
        }
        return new SampledRows(name, first, rows).rows();
    }

    private RowSource rows() {
        List<Column> found = columns.columns();
        return MapRows.ofKeys(name, this, found);
    }

    @Override
    public boolean hasNext() {
        return sample.hasNext() || rest.hasNext();
    }

    @Override
    public Map<?, ?> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        row++;
        if (sample.hasNext()) {
            return sample.next();
        }
        Map<?, ?> map = NamedRows.required(rest.next(), row, name);
        columns.firstOther(map).ifPresent(column -> {
            throw new IngestException("Column " + column + " of row " + row + " of " + name
                    + (columns.has(column) ? ": not of the type" : " is not among those") + " that the first " + SAMPLE
                    + " rows show: name all columns with their types in ingest.columns, such as " + column
                    + " VARCHAR");
        });
        return map;
    }
}
