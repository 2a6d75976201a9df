package io.github.imednet.snowflake.parquet;

import java.util.Arrays;

/** Which rows of a page have a value: the definition levels of an optional column. */
final class Validity {

    private byte[] bits = new byte[0];
    private int rows;
    private int nulls;

    void clear() {
        if (nulls > 0) {
            Arrays.fill(bits, 0, (rows + 7) / 8, (byte) 0);
        }
        rows = 0;
        nulls = 0;
    }

    int rows() {
        return rows;
    }

    int nulls() {
        return nulls;
    }

    void addValues(int count) {
        if (nulls > 0) {
            reserve(rows + count);
            set(rows, rows + count);
        }
        rows += count;
    }

    void addNulls(int count) {
        if (nulls == 0 && count > 0) {
            reserve(rows + count);
            set(0, rows);
        }
        reserve(rows + count);
        rows += count;
        nulls += count;
    }

    /** @param given a bit for each row, the lowest first, as Arrow has them */
    void add(byte[] given, int count) {
        for (int i = 0; i < count; i++) {
            if ((given[i >> 3] >> (i & 7) & 1) == 0) {
                addNulls(1);
            } else {
                addValues(1);
            }
        }
    }

    private void reserve(int count) {
        int length = (count + 7) / 8;
        if (length > bits.length) {
            bits = Arrays.copyOf(bits, Math.max(length, bits.length * 2));
        }
    }

    private void set(int from, int to) {
        for (int i = from; i < to; i++) {
            bits[i >> 3] |= (byte) (1 << (i & 7));
        }
    }

    /** As a data page of version 1 begins: the levels' length, then their runs. */
    void writeTo(ByteBuilder page) {
        int length = page.append(Integer.BYTES);
        if (nulls == 0 || nulls == rows) {
            Runs.repeat(nulls == 0 ? 1 : 0, rows, 1, page);
        } else {
            Runs.writeBits(bits, rows, page);
        }
        page.setInt(length, page.size() - length - Integer.BYTES);
    }
}
