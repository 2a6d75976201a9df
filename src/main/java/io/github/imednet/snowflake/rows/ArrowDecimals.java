package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.parquet.ColumnWriter;
import io.github.imednet.snowflake.types.ParquetTypes;
import java.math.BigInteger;
import org.apache.arrow.vector.DecimalVector;

/** Decimals of 19 to 38 digits: 16 bytes, the lowest first in Arrow and the highest first in Parquet. */
final class ArrowDecimals implements ArrowColumn {

    private static final int WIDTH = ParquetTypes.BYTES_OF_DECIMAL;

    private final DecimalVector vector;

    /** The upper half of a number that has just too many digits. */
    private final long bound;

    private final ArrowValidity validity = new ArrowValidity();
    private final byte[] stored = new byte[ROWS * WIDTH];
    private final byte[] values = new byte[ROWS * WIDTH];
    private final int[] ends = new int[ROWS];

    ArrowDecimals(DecimalVector vector, int precision) {
        this.vector = vector;
        this.bound = BigInteger.TEN.pow(precision).shiftRight(Long.SIZE).longValueExact();
        for (int i = 0; i < ends.length; i++) {
            ends[i] = (i + 1) * WIDTH;
        }
    }

    @Override
    public int write(int from, int rows, ColumnWriter to) {
        validity.read(vector, from, rows);
        vector.getDataBuffer().getBytes((long) from * WIDTH, stored, 0, rows * WIDTH);
        int count = 0;
        for (int i = 0; i < rows; i++) {
            if (validity.isValid(i)) {
                if (!fits(from + i)) {
                    return 0;
                }
                for (int j = 0; j < WIDTH; j++) {
                    values[count * WIDTH + j] = stored[i * WIDTH + WIDTH - 1 - j];
                }
                count++;
            }
        }
        to.addBytes(values, ends, count, validity.bits(), rows);
        return rows;
    }

    /** Whether the number certainly has no more digits than the column. */
    private boolean fits(int row) {
        long low = vector.getDataBuffer().getLong((long) row * WIDTH);
        long high = vector.getDataBuffer().getLong((long) row * WIDTH + Long.BYTES);
        return high == low >> 63 || high < bound && high >= -bound;
    }
}
