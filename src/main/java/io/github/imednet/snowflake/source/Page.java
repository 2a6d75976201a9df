package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.ImednetResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/**
 * One answer of the records endpoint.
 *
 * <p>A class and no record: Camel takes message bodies as keys at times, and a hash over all values would cost more
 * than everything else.
 */
public final class Page {

    private final PageRequest request;
    private final long totalElements;
    private final long firstId;
    private final long lastId;
    private final List<GenericRecord> records;
    private final AnswerTime time;
    private final Map<String, Boolean> editedVariables;

    /**
     * @param totalElements how many records the study has, as this answer announces
     * @param firstId record id of the first record that the API sent, unless there was none
     * @param lastId record id of the last one
     * @param records what the API sent, or what a customization has left of it
     * @param time when the answer came
     */
    public Page(
            PageRequest request,
            long totalElements,
            long firstId,
            long lastId,
            List<GenericRecord> records,
            AnswerTime time) {
        this(request, totalElements, firstId, lastId, records, time, Map.of());
    }

    private Page(
            PageRequest request,
            long totalElements,
            long firstId,
            long lastId,
            List<GenericRecord> records,
            AnswerTime time,
            Map<String, Boolean> editedVariables) {
        this.request = request;
        this.totalElements = totalElements;
        this.firstId = firstId;
        this.lastId = lastId;
        this.records = records;
        this.time = time;
        this.editedVariables = editedVariables;
    }

    /** The same page with other records: for customizations, which may change, drop or add to them. */
    public Page withRecords(List<GenericRecord> others) {
        return new Page(request, totalElements, firstId, lastId, others, time, editedVariables);
    }

    /** The same page, on which a variable was removed or masked wherever a record has it. */
    Page withEdited(String variable, boolean found) {
        Map<String, Boolean> edited = new TreeMap<>(editedVariables);
        edited.merge(variable, found, Boolean::logicalOr);
        return new Page(request, totalElements, firstId, lastId, records, time, edited);
    }

    /** The variables that were removed or masked, and of each whether any of the records has it. */
    Map<String, Boolean> editedVariables() {
        return editedVariables;
    }

    public PageRequest request() {
        return request;
    }

    /** Whether it is of the list of records, which users' routes may change. */
    public boolean isOfRecords() {
        return request.resource() == ImednetResource.RECORDS;
    }

    public long totalElements() {
        return totalElements;
    }

    /** How many records the API sends on this page if it announces {@link #totalElements}. */
    public int expectedRecords() {
        long before = (long) request.page() * request.size();
        return (int) Math.max(0, Math.min(request.size(), totalElements - before));
    }

    public long firstId() {
        return firstId;
    }

    public long lastId() {
        return lastId;
    }

    public List<GenericRecord> records() {
        return records;
    }

    /** When the API answered, by its own clock where it told. */
    public Instant answeredAt() {
        return time.answeredAt();
    }

    /** Changes before then are on the page, by the same clock. */
    public Instant upTo() {
        return time.upTo();
    }

    /** Whether {@link #answeredAt} is of the API's clock, and not of this machine's for want of it. */
    public boolean isDated() {
        return time.isDated();
    }

    @Override
    public String toString() {
        return request.name() + " with " + records.size() + " records";
    }
}
