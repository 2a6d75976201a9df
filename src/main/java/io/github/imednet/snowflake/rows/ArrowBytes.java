package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.parquet.ColumnWriter;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.FieldVector;

/** Texts or bytes of any length. */
final class ArrowBytes implements ArrowColumn {

    /** Rows with more bytes than this are halved. */
    private static final int MOST_BYTES = 1 << 20;

    private final FieldVector vector;
    private final int longest;
    private final boolean isText;
    private final Utf8Check utf8 = new Utf8Check();
    private final ArrowValidity validity = new ArrowValidity();
    private final long[] offsets = new long[ROWS + 1];
    private final int[] shortOffsets = new int[ROWS + 1];
    private final int[] ends = new int[ROWS];
    private byte[] bytes = new byte[0];

    /** @param longest characters or bytes that a value of the column may have */
    ArrowBytes(FieldVector vector, int longest, boolean isText) {
        this.vector = vector;
        this.longest = longest;
        this.isText = isText;
    }

    @Override
    public int write(int from, int most, ColumnWriter to) {
        loadOffsets(from, most);
        int rows = most;
        while (rows > 1 && offsets[rows] - offsets[0] > MOST_BYTES) {
            rows /= 2;
        }
        if (isOneTooLong(rows)) {
            return 0;
        }
        validity.read(vector, from, rows);
        int count = load(rows);
        if (isText && !utf8.isValid(bytes, ends, count)) {
            return 0;
        }
        to.addBytes(bytes, ends, count, validity.bits(), rows);
        return rows;
    }

    private boolean isOneTooLong(int rows) {
        for (int i = 0; i < rows; i++) {
            if (offsets[i + 1] - offsets[i] > longest) {
                return true;
            }
        }
        return false;
    }

    private void loadOffsets(int from, int rows) {
        ArrowBuf buffer = vector.getOffsetBuffer();
        if (vector instanceof BaseLargeVariableWidthVector) {
            buffer.nioBuffer((long) from * Long.BYTES, (rows + 1) * Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer()
                    .get(offsets, 0, rows + 1);
            return;
        }
        buffer.nioBuffer((long) from * Integer.BYTES, (rows + 1) * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(shortOffsets, 0, rows + 1);
        for (int i = 0; i <= rows; i++) {
            offsets[i] = shortOffsets[i];
        }
    }

    /** @return how many values there are; a row without one may have bytes, which are left out */
    private int load(int rows) {
        int length = (int) (offsets[rows] - offsets[0]);
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, Math.min(MOST_BYTES, 2 * bytes.length))];
        }
        vector.getDataBuffer().getBytes(offsets[0], bytes, 0, length);
        int count = 0;
        int end = 0;
        for (int i = 0; i < rows; i++) {
            int size = (int) (offsets[i + 1] - offsets[i]);
            if (validity.isValid(i)) {
                int start = (int) (offsets[i] - offsets[0]);
                if (start != end) {
                    System.arraycopy(bytes, start, bytes, end, size);
                }
                end += size;
                ends[count++] = end;
            }
        }
        return count;
    }
}
