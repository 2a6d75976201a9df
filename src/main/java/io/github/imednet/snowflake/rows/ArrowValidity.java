package io.github.imednet.snowflake.rows;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** Which of some rows of a vector have a value. */
final class ArrowValidity {

    private final byte[] bits = new byte[ArrowColumn.ROWS / Byte.SIZE];
    private boolean all;

    /** @param rows at most {@link ArrowColumn#ROWS} */
    void read(FieldVector vector, int from, int rows) {
        ArrowBuf buffer = vector.getValidityBuffer();
        int length = (rows + Byte.SIZE - 1) / Byte.SIZE;
        if (from % Byte.SIZE == 0) {
            buffer.getBytes(from / Byte.SIZE, bits, 0, length);
        } else {
            for (int i = 0; i < length; i++) {
                bits[i] = 0;
            }
            for (int i = 0; i < rows; i++) {
                int bit = from + i;
                bits[i >> 3] |= (byte) ((buffer.getByte(bit >> 3) >> (bit & 7) & 1) << (i & 7));
            }
        }
        all = areAllSet(rows);
    }

    private boolean areAllSet(int rows) {
        int whole = rows / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (bits[i] != -1) {
                return false;
            }
        }
        int rest = (1 << rows % Byte.SIZE) - 1;
        return rest == 0 || (bits[whole] & rest) == rest;
    }

    /** A bit for each row, the lowest first; null where all have a value. */
    byte @Nullable [] bits() {
        return all ? null : bits;
    }

    boolean isValid(int row) {
        return all || (bits[row >> 3] >> (row & 7) & 1) != 0;
    }

    /**
     * Leaves out what rows without a value have.
     *
     * @return how many values there are
     */
    int compact(long[] values, int rows) {
        if (all) {
            return rows;
        }
        int count = 0;
        for (int i = 0; i < rows; i++) {
            if (isValid(i)) {
                values[count++] = values[i];
            }
        }
        return count;
    }
}
