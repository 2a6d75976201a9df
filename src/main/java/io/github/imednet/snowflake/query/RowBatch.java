package io.github.imednet.snowflake.query;

import java.util.ArrayList;
import java.util.List;

/** Rows on their way from the thread that reads them to the one that uses them. */
final class RowBatch {

    private static final int MOST_ROWS = 100;
    private static final long MOST_BYTES = 256 * 1024;
    private static final int BYTES_OF_OBJECT = 32;

    private final List<Object[]> rows = new ArrayList<>(MOST_ROWS);
    private long bytes;

    void add(Object[] row) {
        rows.add(row);
        for (Object value : row) {
            bytes += BYTES_OF_OBJECT;
            if (value instanceof String text) {
                bytes += 2L * text.length();
            } else if (value instanceof byte[] binary) {
                bytes += binary.length;
            }
        }
    }

    boolean isFull() {
        return rows.size() >= MOST_ROWS || bytes >= MOST_BYTES;
    }

    List<Object[]> rows() {
        return rows;
    }

    /** What it takes in memory, about. */
    long bytes() {
        return bytes;
    }
}
