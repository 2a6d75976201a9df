package io.github.imednet.snowflake.local.imednet;

import java.io.IOException;
import java.util.Set;

/** When each block of stored entities was changed last, so that who asks for what has changed reads few of them. */
final class LatestChanges {

    private static final int BLOCK = 512;
    private static final String DATE = "dateModified";

    private final String[] latest;

    private LatestChanges(String[] latest) {
        this.latest = latest;
    }

    /** Reads all entities once. */
    static LatestChanges of(Rows rows) throws IOException {
        RowReader reader = new RowReader(Set.of(DATE));
        JsonBuffer entity = new JsonBuffer(4096);
        String[] latest = new String[(rows.count() + BLOCK - 1) / BLOCK];
        for (int position = 0; position < rows.count(); position++) {
            rows.write(position, 1, entity.clear());
            String date = reader.read(entity).getOrDefault(DATE, "").toString();
            int block = position / BLOCK;
            if (latest[block] == null || latest[block].compareTo(date) < 0) {
                latest[block] = date;
            }
        }
        return new LatestChanges(latest);
    }

    /** As {@link Rows#nextChanged}. */
    int next(int position, String time) {
        int block = position / BLOCK;
        while (block < latest.length && latest[block].compareTo(time) < 0) {
            block++;
        }
        return Math.max(position, block * BLOCK);
    }
}
