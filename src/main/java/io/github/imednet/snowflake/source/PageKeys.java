package io.github.imednet.snowflake.source;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.model.EntityList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;

/**
 * The keys of a page's entities. Where they are numbers the list comes in their order. Where they are texts the API
 * decides which one is greater, so an entity's place in the list stands for it.
 */
final class PageKeys {

    private final PageRequest request;
    private final EntityList list;
    private final List<GenericRecord> records;

    PageKeys(PageRequest request, List<GenericRecord> records) {
        this.request = request;
        this.list = EntityList.of(request.resource());
        this.records = records;
    }

    long first() {
        return records.isEmpty() ? Long.MIN_VALUE : number(0);
    }

    long last() {
        return records.isEmpty() ? Long.MIN_VALUE : number(records.size() - 1);
    }

    /** @throws ImednetApiException if an entity has no key, comes twice, or is not in its order */
    void check() {
        requireStudy();
        if (!list.isInOrderOfNumbers()) {
            requireDifferent();
            return;
        }
        for (int i = 1; i < records.size(); i++) {
            if (number(i) <= number(i - 1)) {
                throw isBefore(i)
                        ? ImednetApiException.twice("iMednet's " + request.name(), entity() + ' ' + number(i))
                        : ImednetApiException.contradiction(true, "iMednet's " + request.name() + " has " + entity()
                                + ' ' + number(i) + " after " + entity() + ' ' + number(i - 1));
            }
        }
    }

    /** Of the list of studies the one was asked for: others would come under its key. */
    private void requireStudy() {
        boolean other = !request.resource().isOfStudy()
                && records.stream().anyMatch(study -> study.get(list.unmapped().ordinal()) != null
                        && study.get(list.unmapped().ordinal()).toString().contains("\"studyKey\""));
        if (other) {
            throw ImednetApiException.contradiction(
                    false, "iMednet's " + request.name() + " has another study than the one that was asked for");
        }
    }

    private void requireDifferent() {
        Set<Object> keys = new HashSet<>();
        for (int i = 0; i < records.size(); i++) {
            if (!keys.add(key(i))) {
                throw ImednetApiException.twice("iMednet's " + request.name(), entity() + ' ' + key(i));
            }
        }
    }

    /** Whether an entity's key is one that came before it. */
    private boolean isBefore(int index) {
        long key = number(index);
        return IntStream.range(0, index).anyMatch(earlier -> number(earlier) == key);
    }

    private long number(int index) {
        Object key = key(index);
        return list.isInOrderOfNumbers() ? (Long) key : (long) request.page() * request.size() + index;
    }

    private Object key(int index) {
        Object key = records.get(index).get(list.key().ordinal());
        if (key == null) {
            throw ImednetApiException.contradiction(false, "iMednet's " + request.name() + " has " + place(index)
                    + (isOfRecords() ? " a " : " an ") + entity() + " without "
                    + (list.isInOrderOfNumbers() ? "a whole number as its " : "a value as its ") + list.key().field()
                    + ": correct it in iMednet");
        }
        return key;
    }

    /** Where an entity stands on the page. */
    String place(int index) {
        Object before = index == 0 ? null : records.get(index - 1).get(list.key().ordinal());
        return "as number " + (index + 1) + (before == null ? "" : ", after " + entity() + ' ' + before + ",");
    }

    private boolean isOfRecords() {
        return request.resource() == ImednetResource.RECORDS;
    }

    private String entity() {
        return isOfRecords() ? "record" : "entity";
    }
}
