package io.github.imednet.snowflake.batch;

import io.github.imednet.snowflake.model.RecordColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The records of one batch, as far as they have come. All have one schema: Parquet's writer would not notice. */
public final class RecordBatch {

    private final String id;
    private final int size;
    private final long afterId;
    private final List<GenericRecord> records;
    private long lastId;
    private boolean closed;
    private boolean dropped;

    RecordBatch(RecordSlice first) {
        this.id = first.batchId();
        this.size = first.batchSize();
        this.afterId = first.afterId();
        this.records = new ArrayList<>(Math.min(size, 10_000));
        add(first);
    }

    /** @throws IllegalArgumentException if a record has another schema than the batch's first */
    void add(RecordSlice slice) {
        for (GenericRecord record : slice.records()) {
            if (!records.isEmpty() && !sameSchema(record.getSchema(), records.get(0).getSchema())) {
                throw new IllegalArgumentException("Batch " + id + " has records of different schemas: a customization"
                        + " may change values, but not the columns of some of a batch's records");
            }
            records.add(record);
        }
        lastId = slice.lastId();
        closed |= slice.role() != RecordSlice.Role.CONTENT;
        dropped |= slice.role() == RecordSlice.Role.DROPPING;
    }

    public String id() {
        return id;
    }

    public List<GenericRecord> records() {
        return Collections.unmodifiableList(records);
    }

    public boolean isComplete() {
        return closed || records.size() == size;
    }

    /** Whether the batch is not to be loaded, because the run ended before it was whole. */
    public boolean isDropped() {
        return dropped;
    }

    long afterId() {
        return afterId;
    }

    long lastId() {
        return lastId;
    }

    /** Id of the first record with fields that fit no column, 0 if it has no id, or null if all have theirs. */
    @Nullable Long unmappedId() {
        Schema.Field unmapped = records.get(0).getSchema().getField(RecordColumn._UNMAPPED_FIELDS.parquetName());
        Schema.Field recordId = records.get(0).getSchema().getField(RecordColumn.RECORD_ID.parquetName());
        return records.stream()
                .filter(record -> unmapped != null && record.get(unmapped.pos()) != null)
                .findFirst()
                .map(record -> recordId != null && record.get(recordId.pos()) instanceof Long id ? id : Long.valueOf(0))
                .orElse(null);
    }

    private static boolean sameSchema(Schema one, Schema other) {
        return one == other || one.equals(other);
    }
}
