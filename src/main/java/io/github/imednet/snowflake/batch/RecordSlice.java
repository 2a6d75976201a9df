package io.github.imednet.snowflake.batch;

import io.github.imednet.snowflake.model.RecordColumn;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;

/** The part of a page that belongs to one batch. A class and no record, so that its hash does not walk the records. */
public final class RecordSlice {

    private final String batchId;
    private final int batchSize;
    private final List<GenericRecord> records;
    private final long afterId;
    private final long lastId;
    private final Role role;

    RecordSlice(
            String batchId, int batchSize, List<GenericRecord> records, long afterId, long lastId, Role role) {
        this.batchId = batchId;
        this.batchSize = batchSize;
        this.records = records;
        this.afterId = afterId;
        this.lastId = lastId;
        this.role = role;
    }

    /**
     * All of a batch that comes as a whole.
     *
     * @param records one at least; some may have no record id
     */
    public static RecordSlice whole(String batchId, List<GenericRecord> records) {
        LongSummaryStatistics ids = records.stream()
                .map(record -> record.get(RecordColumn.RECORD_ID.ordinal()))
                .filter(Objects::nonNull)
                .mapToLong(Long.class::cast)
                .summaryStatistics();
        boolean none = ids.getCount() == 0 || ids.getMin() == Long.MIN_VALUE;
        return new RecordSlice(
                batchId,
                records.size(),
                List.copyOf(records),
                none ? Long.MIN_VALUE : ids.getMin() - 1,
                ids.getCount() == 0 ? Long.MIN_VALUE : ids.getMax(),
                Role.CONTENT);
    }

    /** Such as {@code STUDY/records/0}. */
    public String batchId() {
        return batchId;
    }

    /** How many records make the batch full. */
    int batchSize() {
        return batchSize;
    }

    List<GenericRecord> records() {
        return records;
    }

    /** Record id that the batch before ended with. */
    long afterId() {
        return afterId;
    }

    /** Record id that the batch ends with as far as it is known with this slice. */
    long lastId() {
        return lastId;
    }

    Role role() {
        return role;
    }

    enum Role {
        CONTENT,
        /** Nothing follows: the batch is complete though it may not be full. */
        CLOSING,
        /** The run ends before the batch is whole. */
        DROPPING
    }
}
