package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.types.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows whose first ones were looked at to find the columns' types, and are given out before the others. */
abstract class SampledRows implements RowSource {

    /** Rows that are looked at. */
    static final int SAMPLE = 10_000;

    private final String name;
    private List<Column> columns;
    private List<Object[]> sample = new ArrayList<>();
    private int given;

    SampledRows(String name) {
        this.name = name;
    }

    /** To be called once, by the constructor. */
    final void begin(List<Column> found, List<Object[]> first) {
        this.columns = List.copyOf(found);
        this.sample = first;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<Column> columns() {
        return columns;
    }

    @Override
    public final List<Object[]> next(int most) throws IOException {
        if (given < sample.size()) {
            List<Object[]> rows = sample.subList(given, Math.min(sample.size(), given + most));
            given += rows.size();
            return List.copyOf(rows);
        }
        sample = List.of();
        given = 0;
        return read(most);
    }

    /** The rows behind the sample. */
    abstract List<Object[]> read(int most) throws IOException;
}
