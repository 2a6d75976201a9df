package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.types.AvroTypes;
import io.github.imednet.snowflake.types.Column;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Avro records, all of one schema. */
final class AvroRows implements RowSource {

    private final String name;
    private final Iterator<? extends IndexedRecord> records;
    private final Closeable resource;
    private final Schema schema;
    private final List<Column> columns;
    private IndexedRecord first;
    private long row;

    /**
     * @param columns as the file has them, or null to take them from the schema of the first record
     * @param resource closed with the rows, or null
     */
    AvroRows(String name, Iterator<? extends IndexedRecord> records, List<Column> columns, Closeable resource) {
        this.name = name;
        this.records = records;
        this.resource = resource;
        this.first = records.hasNext() ? records.next() : null;
        this.schema = first == null ? null : first.getSchema();
        this.columns = columns != null || schema == null
                ? columns == null ? List.of() : columns
                : schema.getFields().stream().map(AvroTypes::column).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean holdsOnlyTexts() {
        return false;
    }

    @Override
    public List<Object[]> next(int most) {
        List<Object[]> rows = new ArrayList<>();
        while (rows.size() < most && (first != null || records.hasNext())) {
            rows.add(values(first == null ? records.next() : first));
            first = null;
        }
        return rows;
    }

    private Object[] values(IndexedRecord record) {
        row++;
        if (record.getSchema() != schema && !record.getSchema().equals(schema)) {
            throw new IngestException("Row " + row + " of " + name + " has another Avro schema than the first one");
        }
        List<Schema.Field> fields = schema.getFields();
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = AvroValues.of(fields.get(i).schema(), record.get(i));
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        if (resource != null) {
            resource.close();
        }
    }
}
