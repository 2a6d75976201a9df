package io.github.imednet.snowflake.parquet;

import java.util.Arrays;

/** Different byte strings in the order in which they came. */
final class BytesDictionary {

    private static final int FIRST_SLOTS = 512;

    /** The golden ratio's fraction in 32 bits. */
    private static final int SPREAD = 0x9E3779B9;

    private final ByteBuilder entries = new ByteBuilder();
    private int[] ends = new int[FIRST_SLOTS / 2];
    private int[] hashes = new int[FIRST_SLOTS / 2];

    /** Places among the entries, from 1; 0 for none. Searched from where an entry's hash points. */
    private int[] slots = new int[FIRST_SLOTS];

    private int size;

    int size() {
        return size;
    }

    ByteBuilder entries() {
        return entries;
    }

    int[] ends() {
        return ends;
    }

    void clear() {
        if (size > 0) {
            size = 0;
            entries.clear();
            Arrays.fill(slots, 0);
        }
    }

    int index(byte[] bytes, int start, int end) {
        int hash = hash(bytes, start, end);
        int slot = slot(hash, bytes, start, end);
        int found = slots[slot];
        if (found != 0) {
            return found - 1;
        }
        if (size == ends.length) {
            grow();
            slot = slot(hash, bytes, start, end);
        }
        entries.put(bytes, start, end - start);
        ends[size] = entries.size();
        hashes[size++] = hash;
        slots[slot] = size;
        return size - 1;
    }

    private static int hash(byte[] bytes, int start, int end) {
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + bytes[i];
        }
        // Numbers that follow each other would stand side by side, and everybody would search all of them.
        hash *= SPREAD;
        return hash ^ hash >>> 15;
    }

    private int slot(int hash, byte[] bytes, int start, int end) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0 && !isEntry(slots[slot] - 1, hash, bytes, start, end)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isEntry(int entry, int hash, byte[] bytes, int start, int end) {
        int first = entry == 0 ? 0 : ends[entry - 1];
        return hashes[entry] == hash && Arrays.equals(bytes, start, end, entries.bytes(), first, ends[entry]);
    }

    private void grow() {
        ends = Arrays.copyOf(ends, ends.length * 2);
        hashes = Arrays.copyOf(hashes, hashes.length * 2);
        slots = new int[ends.length * 2];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = hashes[i] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = i + 1;
        }
    }
}
