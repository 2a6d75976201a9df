package io.github.imednet.snowflake.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** A column of INT32, INT64, DOUBLE or BOOLEAN. */
final class LongColumnWriter extends ColumnWriter {

    private static final int FIRST_SIZE = 1_024;

    private final PrimitiveTypeName type;
    private final LongDictionary dictionary = new LongDictionary();
    private long[] values = new long[FIRST_SIZE];
    private int count;

    LongColumnWriter(PrimitiveTypeName type, PageScratch scratch, ColumnPages pages) {
        super(scratch, pages, type != PrimitiveTypeName.BOOLEAN);
        this.type = type;
    }

    @Override
    public void addLong(long value) {
        reserve(1);
        values[count++] = value;
        valueAdded();
    }

    @Override
    public void addLongs(long[] given, int givenCount, byte @Nullable [] valid, int rows) {
        reserve(givenCount);
        System.arraycopy(given, 0, values, count, givenCount);
        count += givenCount;
        valuesAdded(valid, rows);
    }

    private void reserve(int more) {
        if (count + more > values.length) {
            values = Arrays.copyOf(values, Math.max(count + more, values.length * 2));
        }
    }

    @Override
    int count() {
        return count;
    }

    @Override
    long plainLength() {
        return plainLength(count);
    }

    private long plainLength(int some) {
        return switch (type) {
            case BOOLEAN -> (some + 7L) / 8;
            case INT32 -> (long) some * Integer.BYTES;
            default -> (long) some * Long.BYTES;
        };
    }

    @Override
    void writePlain(ByteBuilder page) {
        write(values, count, page);
    }

    private void write(long[] some, int length, ByteBuilder page) {
        int place = page.append(Math.toIntExact(plainLength(length)));
        switch (type) {
            case BOOLEAN -> writeBits(some, length, page.bytes(), place);
            case INT32 -> writeInts(some, length, page.bytes(), place);
            default -> ByteBuffer.wrap(page.bytes(), place, page.size() - place)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer()
                    .put(some, 0, length);
        }
    }

    private static void writeBits(long[] some, int length, byte[] bytes, int start) {
        Arrays.fill(bytes, start, start + (length + 7) / 8, (byte) 0);
        for (int i = 0; i < length; i++) {
            bytes[start + (i >> 3)] |= (byte) (some[i] << (i & 7));
        }
    }

    private static void writeInts(long[] some, int length, byte[] bytes, int start) {
        int place = start;
        for (int i = 0; i < length; i++) {
            int value = (int) some[i];
            bytes[place] = (byte) value;
            bytes[place + 1] = (byte) (value >>> 8);
            bytes[place + 2] = (byte) (value >>> 16);
            bytes[place + 3] = (byte) (value >>> 24);
            place += Integer.BYTES;
        }
    }

    @Override
    void clear() {
        count = 0;
    }

    @Override
    void index(int from, int to, int[] indices) {
        dictionary.index(values, from, to, indices);
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    long dictionaryLength() {
        return plainLength(dictionary.size());
    }

    @Override
    void writeDictionary(int entries, ByteBuilder page) {
        write(dictionary.entries(), entries, page);
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }
}
