package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.config.SystemErrors;
import io.github.imednet.snowflake.types.AvroTypes;
import io.github.imednet.snowflake.types.Column;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Avro records, all of one schema. */
public final class AvroRows extends NamedRows {

    private final Iterator<? extends IndexedRecord> records;
    private final Closeable resource;
    private final @Nullable Schema schema;
    private @Nullable IndexedRecord first;
    private long row;

    /** Of a message: the first record has the schema. */
    public static AvroRows of(String name, Iterator<? extends IndexedRecord> records) {
        IndexedRecord first = records.hasNext() ? records.next() : null;
        return new AvroRows(name, first == null ? null : first.getSchema(), first, records, () -> {});
    }

    /**
     * @param schema null if there are no records
     * @param first of the records that was taken already, or null
     * @param resource closed with the rows
     */
    AvroRows(
            String name,
            @Nullable Schema schema,
            @Nullable IndexedRecord first,
            Iterator<? extends IndexedRecord> records,
            Closeable resource) {
        super(name, schema == null ? List.of() : RowSource.columns(name, schema.getFields(), AvroTypes::column));
        this.records = records;
        this.resource = resource;
        this.first = first;
        this.schema = schema;
    }

    @Override
    public List<Object[]> next(int most) {
        List<Object[]> rows = new ArrayList<>();
        while (rows.size() < most && (first != null || hasNext())) {
            IndexedRecord record = first == null ? record() : first;
            first = null; // also where it fails: other writers would take it for the second row
            rows.add(values(record));
        }
        return rows;
    }

    private boolean hasNext() {
        return read(records::hasNext);
    }

    private IndexedRecord record() {
        return read(records::next);
    }

    private <T> T read(Supplier<T> step) {
        try {
            return step.get();
        } catch (AvroRuntimeException e) {
            throw new IngestException(name + " cannot be read after row " + row + ": " + SystemErrors.reason(e), e);
        } catch (NoClassDefFoundError e) {
            throw new IngestException(name + " is compressed with a codec whose library is not on the class path,"
                    + " such as org.tukaani:xz for xz: " + e.getMessage(), e);
        }
    }

    private Object[] values(IndexedRecord record) {
        row++;
        required(record, row, name);
        if (record.getSchema() != schema && !record.getSchema().equals(schema)) {
            throw new IngestException("Row " + row + " of " + name + " has another Avro schema than the first one");
        }
        List<Schema.Field> fields = Objects.requireNonNull(schema).getFields();
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = AvroValues.of(fields.get(i).schema(), record.get(i));
            } catch (ValueException e) {
                throw e.in(fields.get(i).name(), row, name);
            }
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        resource.close();
    }
}
