package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.parquet.ColumnWriter;
import io.github.imednet.snowflake.types.SourceType;
import io.github.imednet.snowflake.types.SourceType.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;

/** Numbers of up to 64 bits, and what is stored as such: decimals of up to 18 digits, dates, times, truth values. */
final class ArrowNumbers implements ArrowColumn {

    private static final long MILLIS_OF_DAY = 86_400_000L;

    private final FieldVector vector;
    private final SourceType type;
    private final int width;
    private final long least;
    private final long most;
    private final long factor;
    private final ArrowValidity validity = new ArrowValidity();
    private final long[] values = new long[2 * ROWS];

    /** Numbers that are written as they are, whatever they are. */
    ArrowNumbers(FieldVector vector, SourceType type) {
        this(vector, type, Long.MIN_VALUE, Long.MAX_VALUE, 1);
    }

    /**
     * @param least number that the column holds
     * @param most number that the column holds
     * @param factor from the vector's unit to the column's
     */
    ArrowNumbers(FieldVector vector, SourceType type, long least, long most, long factor) {
        this.vector = vector;
        this.type = type;
        this.width = vector instanceof BaseFixedWidthVector fixed ? fixed.getTypeWidth() : 0;
        this.least = least;
        this.most = most;
        this.factor = factor;
    }

    @Override
    public int write(int from, int rows, ColumnWriter to) {
        validity.read(vector, from, rows);
        if (!load(from, rows)) {
            return 0;
        }
        int count = validity.compact(values, rows);
        if (!convert(count)) {
            return 0;
        }
        to.addLongs(values, count, validity.bits(), rows);
        return rows;
    }

    private boolean convert(int count) {
        if (least == Long.MIN_VALUE) {
            return true;
        }
        for (int i = 0; i < count; i++) {
            long value = values[i];
            if (value < least || value > most) {
                return false;
            }
            values[i] = value * factor;
        }
        return true;
    }

    private boolean load(int from, int rows) {
        if (vector instanceof BitVector) {
            return loadBits(from, rows);
        }
        ArrowBuf data = vector.getDataBuffer();
        ByteBuffer bytes =
                data.nioBuffer((long) from * width, rows * width).order(ByteOrder.LITTLE_ENDIAN);
        if (vector instanceof DecimalVector) {
            return loadDecimals(bytes, rows);
        }
        if (type.kind() == Kind.FLOAT32) {
            for (int i = 0; i < rows; i++) {
                values[i] = Double.doubleToRawLongBits(bytes.getFloat(i * Float.BYTES));
            }
            return true;
        }
        loadWhole(bytes, rows);
        return !(vector instanceof DateMilliVector) || toDays(rows);
    }

    private boolean loadBits(int from, int rows) {
        ArrowBuf data = vector.getDataBuffer();
        for (int i = 0; i < rows; i++) {
            int bit = from + i;
            values[i] = data.getByte(bit >> 3) >> (bit & 7) & 1;
        }
        return true;
    }

    private void loadWhole(ByteBuffer bytes, int rows) {
        boolean unsigned = type.kind() == Kind.UNSIGNED;
        switch (width) {
            case Byte.BYTES -> {
                for (int i = 0; i < rows; i++) {
                    values[i] = unsigned ? Byte.toUnsignedInt(bytes.get(i)) : bytes.get(i);
                }
            }
            case Short.BYTES -> {
                for (int i = 0; i < rows; i++) {
                    short value = bytes.getShort(i * Short.BYTES);
                    values[i] = unsigned ? Short.toUnsignedInt(value) : value;
                }
            }
            case Integer.BYTES -> {
                for (int i = 0; i < rows; i++) {
                    int value = bytes.getInt(i * Integer.BYTES);
                    values[i] = unsigned ? Integer.toUnsignedLong(value) : value;
                }
            }
            default -> bytes.asLongBuffer().get(values, 0, rows);
        }
    }

    /** A row without a value may have anything there. */
    private boolean loadDecimals(ByteBuffer bytes, int rows) {
        bytes.asLongBuffer().get(values, 0, 2 * rows);
        for (int i = 0; i < rows; i++) {
            long low = values[2 * i];
            if (values[2 * i + 1] != low >> 63 && validity.isValid(i)) {
                return false;
            }
            values[i] = low;
        }
        return true;
    }

    private boolean toDays(int rows) {
        for (int i = 0; i < rows; i++) {
            if (values[i] % MILLIS_OF_DAY != 0 && validity.isValid(i)) {
                return false;
            }
            values[i] = values[i] / MILLIS_OF_DAY;
        }
        return true;
    }
}
