package io.github.imednet.snowflake.journal;

/**
 * A page that was read, and where its records stand in the study.
 *
 * @param page its index
 * @param records how many records the API sent
 * @param kept how many of them a customization left
 * @param before how many records were left of all pages before it
 * @param firstId record id of the first one that the API sent, unless there was none
 * @param lastId record id of the last one
 */
public record ReadPage(int page, int records, int kept, long before, long firstId, long lastId) {

    public long after() {
        return before + kept;
    }

    /** Whether an entity with this id is on it, if it is in the list. */
    public boolean covers(long id) {
        return firstId <= id && id <= lastId;
    }
}
