package io.github.imednet.snowflake.batch;

import io.github.imednet.snowflake.config.ImednetResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;

/**
 * Cuts the pages of one study, given in their order, at the borders of its batches, so that every batch has exactly the
 * asked number of records whatever the pages' sizes. Batches that are there already are left out. Not for several
 * threads at once.
 */
public final class BatchCutter {

    private static final long NONE = -1;
    private static final String CHANGES = "changes/";
    private static final Pattern OF_CHANGES = Pattern.compile(".*/[A-Za-z]+/" + CHANGES + "[0-9]+");

    private final String idStart;
    private final int batchSize;
    private final Map<Long, Long> present;
    private final Map<Long, Long> lastIds;
    private long position;
    private long lastId;
    private long open = NONE;
    private long begun;

    /**
     * The batches' ids begin with study and list, such as {@code STUDY/records/}.
     *
     * @param present the last id of each batch that is there already, by the batch's index
     */
    public BatchCutter(String studyKey, ImednetResource list, int batchSize, Map<Long, Long> present) {
        this(studyKey + '/' + list.path() + '/', present, batchSize);
    }

    private BatchCutter(String idStart, Map<Long, Long> present, int batchSize) {
        this.idStart = idStart;
        this.batchSize = batchSize;
        this.present = Map.copyOf(present);
        this.lastIds = new HashMap<>(present);
    }

    /** Of new and changed entities of a list, wherever they are in it: their batches have ids of their own. */
    public static BatchCutter ofChanges(String studyKey, ImednetResource list, int batchSize) {
        return new BatchCutter(studyKey + '/' + list.path() + '/' + CHANGES, Map.of(), batchSize);
    }

    /** Whether a batch is of new and changed entities only. */
    public static boolean isOfChanges(String batchId) {
        return OF_CHANGES.matcher(batchId).matches();
    }

    /**
     * The study that the batch of an export is of.
     *
     * @param list the path of its list, such as {@code records}
     * @return the study, or empty if the batch has another id than an export gives
     */
    public static Optional<String> studyOf(String batchId, String list) {
        Matcher id = Pattern.compile("(.+)/" + Pattern.quote(list) + "/(" + CHANGES + ")?[0-9]+").matcher(batchId);
        return id.matches() ? Optional.of(id.group(1)) : Optional.empty();
    }

    /**
     * @param records the next records
     * @param recordIds position of the record id in a record, or -1 where a record's place stands for it
     * @param before how many records of the study are before the first of these
     */
    public List<RecordSlice> cut(List<GenericRecord> records, int recordIds, long before) {
        List<RecordSlice> slices = new ArrayList<>();
        position = before;
        int from = 0;
        while (from < records.size()) {
            int to = (int) Math.min(records.size(), from + batchSize - position % batchSize);
            List<GenericRecord> part = List.copyOf(records.subList(from, to));
            if (!present.containsKey(position / batchSize)) {
                lastId = recordIds < 0
                        ? position + part.size() - 1
                        : (Long) part.get(part.size() - 1).get(recordIds);
                slices.add(content(position / batchSize, part));
            }
            position += part.size();
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
        return open == NONE
                ? List.of()
                : List.of(slice(open, List.of(), complete ? RecordSlice.Role.CLOSING : RecordSlice.Role.DROPPING));
    }

    /** Batches begun so far, those left out not counted. */
    public long batches() {
        return begun;
    }

    /** Id of the batch that the next record belongs to. */
    public String currentBatchId() {
        return batchId(position / batchSize);
    }

    private RecordSlice content(long batch, List<GenericRecord> part) {
        if (open != batch) {
            open = batch;
            begun++;
        }
        RecordSlice slice = slice(batch, part, RecordSlice.Role.CONTENT);
        if ((position + part.size()) % batchSize == 0) {
            lastIds.put(batch, lastId);
            open = NONE;
        }
        return slice;
    }

    private RecordSlice slice(long batch, List<GenericRecord> part, RecordSlice.Role role) {
        long afterId = batch == 0 ? Long.MIN_VALUE : lastIds.get(batch - 1);
        return new RecordSlice(batchId(batch), batchSize, part, afterId, lastId, role);
    }

    private String batchId(long batch) {
        return idStart + batch;
    }
}
