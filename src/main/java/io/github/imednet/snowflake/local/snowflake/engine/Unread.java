package io.github.imednet.snowflake.local.snowflake.engine;

/**
 * The records of a file that could not be taken apart, and the first of them.
 *
 * @param number of the first one's, from 1
 */
record Unread(long count, long number, LoadedFile.Error first) {

    static final Unread NONE = new Unread(0, Long.MAX_VALUE, null);

    Unread and(long record, LoadedFile.Error error) {
        return count == 0 ? new Unread(1, record, error) : new Unread(count + 1, number, first);
    }
}
