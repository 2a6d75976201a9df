package io.github.imednet.snowflake.parquet;

import java.util.Arrays;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** A column of BINARY or FIXED_LEN_BYTE_ARRAY. */
final class BytesColumnWriter extends ColumnWriter {

    private static final int FIRST_SIZE = 256;

    private final boolean hasLengths;
    private final BytesDictionary dictionary = new BytesDictionary();
    private final ByteBuilder values = new ByteBuilder();
    private int[] ends = new int[FIRST_SIZE];
    private int count;

    BytesColumnWriter(PrimitiveTypeName type, PageScratch scratch, ColumnPages pages) {
        super(scratch, pages, true);
        this.hasLengths = type == PrimitiveTypeName.BINARY;
    }

    @Override
    public void addBytes(byte[] value) {
        values.put(value, 0, value.length);
        reserve(1);
        ends[count++] = values.size();
        valueAdded();
    }

    @Override
    public void addBytes(byte[] given, int[] givenEnds, int givenCount, byte @Nullable [] valid, int rows) {
        int start = values.size();
        if (givenCount > 0) {
            values.put(given, 0, givenEnds[givenCount - 1]);
        }
        reserve(givenCount);
        for (int i = 0; i < givenCount; i++) {
            ends[count + i] = start + givenEnds[i];
        }
        count += givenCount;
        valuesAdded(valid, rows);
    }

    private void reserve(int more) {
        if (count + more > ends.length) {
            ends = Arrays.copyOf(ends, Math.max(count + more, ends.length * 2));
        }
    }

    @Override
    int count() {
        return count;
    }

    @Override
    long plainLength() {
        return plainLength(values.size(), count);
    }

    private long plainLength(int length, int some) {
        return length + (hasLengths ? (long) some * Integer.BYTES : 0);
    }

    @Override
    void writePlain(ByteBuilder page) {
        write(values, ends, count, page);
    }

    private void write(ByteBuilder some, int[] someEnds, int length, ByteBuilder page) {
        if (!hasLengths) {
            page.put(some.bytes(), 0, length == 0 ? 0 : someEnds[length - 1]);
            return;
        }
        int start = 0;
        for (int i = 0; i < length; i++) {
            int bytes = someEnds[i] - start;
            int place = page.append(Integer.BYTES + bytes);
            page.setInt(place, bytes);
            System.arraycopy(some.bytes(), start, page.bytes(), place + Integer.BYTES, bytes);
            start = someEnds[i];
        }
    }

    @Override
    void clear() {
        values.clear();
        count = 0;
    }

    @Override
    void index(int from, int to, int[] indices) {
        byte[] bytes = values.bytes();
        int start = from == 0 ? 0 : ends[from - 1];
        for (int i = from; i < to; i++) {
            indices[i] = dictionary.index(bytes, start, ends[i]);
            start = ends[i];
        }
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    long dictionaryLength() {
        return plainLength(dictionary.entries().size(), dictionary.size());
    }

    @Override
    void writeDictionary(int entries, ByteBuilder page) {
        write(dictionary.entries(), dictionary.ends(), entries, page);
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
    }
}
