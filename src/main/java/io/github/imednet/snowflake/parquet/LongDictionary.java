package io.github.imednet.snowflake.parquet;

import java.util.Arrays;

/** Different numbers in the order in which they came. */
final class LongDictionary {

    private static final int FIRST_SLOTS = 1_024;

    /**
     * The golden ratio's fraction in 64 bits: products of numbers that follow each other differ in their highest bits.
     */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] entries = new long[FIRST_SLOTS / 2];

    /** Places among the entries, from 1; 0 for none. Searched from where an entry's hash points. */
    private int[] slots = new int[FIRST_SLOTS];

    private int size;

    int size() {
        return size;
    }

    long[] entries() {
        return entries;
    }

    void clear() {
        if (size > 0) {
            size = 0;
            Arrays.fill(slots, 0);
        }
    }

    void index(long[] values, int from, int to, int[] indices) {
        for (int i = from; i < to; i++) {
            indices[i] = index(values[i]);
        }
    }

    private int index(long value) {
        int slot = slot(value);
        int found = slots[slot];
        if (found != 0) {
            return found - 1;
        }
        if (size == entries.length) {
            grow();
            slot = slot(value);
        }
        entries[size++] = value;
        slots[slot] = size;
        return size - 1;
    }

    /** The one that has the value, or that it is to have. */
    private int slot(long value) {
        int mask = slots.length - 1;
        int slot = (int) (value * SPREAD >>> 32) & mask;
        while (slots[slot] != 0 && entries[slots[slot] - 1] != value) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        entries = Arrays.copyOf(entries, entries.length * 2);
        slots = new int[entries.length * 2];
        for (int i = 0; i < size; i++) {
            slots[slot(entries[i])] = i + 1;
        }
    }
}
