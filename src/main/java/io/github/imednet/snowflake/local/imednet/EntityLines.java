package io.github.imednet.snowflake.local.imednet;

import java.util.Arrays;

/** Turns lines into entities that a comma ends each, and notes where each begins. Blank lines are left out. */
final class EntityLines {

    private long[] starts = new long[1024];
    private int count;
    private long position;
    private boolean inLine;

    /** Rewrites {@code length} bytes of lines in place; returns how many are left of them. */
    int rewrite(byte[] lines, int length) {
        int kept = 0;
        for (int at = 0; at < length; at++) {
            byte next = lines[at];
            boolean lineEnd = next == '\n' || next == '\r';
            if (lineEnd == inLine) {
                toggle(position + kept);
            } else if (lineEnd) {
                continue;
            }
            lines[kept++] = lineEnd ? (byte) ',' : next;
        }
        position += kept;
        return kept;
    }

    /** Says whether the last line lacks its end, so that a line end is still to be rewritten. */
    boolean unfinished() {
        return inLine;
    }

    /** Where each entity begins, and at last where one more would. */
    long[] starts() {
        long[] all = Arrays.copyOf(starts, count + 1);
        all[count] = position;
        return all;
    }

    private void toggle(long here) {
        inLine = !inLine;
        if (inLine) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
            }
            starts[count++] = here;
        }
    }
}
