package io.github.imednet.snowflake.batch;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * Cuts the pages of one export, given in their order, at the borders of its batches, so that every batch has exactly the
 * asked number of records whatever the pages' sizes. Not for several threads at once.
 */
public final class BatchCutter {

    private final String studyKey;
    private final int batchSize;
    private long batch;
    private int filled;
    private long afterId = Long.MIN_VALUE;
    private long lastId = Long.MIN_VALUE;

    public BatchCutter(String studyKey, int batchSize) {
        this.studyKey = studyKey;
        this.batchSize = batchSize;
    }

    /**
     * @param records the next records
     * @param recordIds position of the record id in a record
     */
    public List<RecordSlice> cut(List<GenericRecord> records, int recordIds) {
        List<RecordSlice> slices = new ArrayList<>();
        int from = 0;
        while (from < records.size()) {
            int to = Math.min(records.size(), from + batchSize - filled);
            List<GenericRecord> part = List.copyOf(records.subList(from, to));
            lastId = (Long) part.get(part.size() - 1).get(recordIds);
            slices.add(slice(part, RecordSlice.Role.CONTENT));
            filled += part.size();
            if (filled == batchSize) {
                batch++;
                filled = 0;
                afterId = lastId;
            }
            from = to;
        }
        return slices;
    }

    /**
     * What ends the last batch if it is not full: one slice without records, or nothing.
     *
     * @param complete whether the batch is whole as it is; if not it is to be dropped
     */
    public List<RecordSlice> close(boolean complete) {
        return filled == 0
                ? List.of()
                : List.of(slice(List.of(), complete ? RecordSlice.Role.CLOSING : RecordSlice.Role.DROPPING));
    }

    /** Batches begun so far. */
    public long batches() {
        return filled == 0 ? batch : batch + 1;
    }

    /** Id of the batch that the next record belongs to. */
    public String currentBatchId() {
        return studyKey + "/records/" + batch;
    }

    private RecordSlice slice(List<GenericRecord> part, RecordSlice.Role role) {
        return new RecordSlice(currentBatchId(), batchSize, part, afterId, lastId, role);
    }
}
