package io.github.imednet.snowflake.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one optional column, one or many at a time, without an object for each, and makes pages of them.
 * A dictionary is tried in each row group, and kept as long as it pays.
 */
public abstract sealed class ColumnWriter permits LongColumnWriter, BytesColumnWriter {

    /** As many as Parquet's own writer puts into a page. */
    private static final int ROWS_OF_PAGE = 20_000;

    private static final int BYTES_OF_PAGE = 1 << 20;

    private final PageScratch scratch;
    private final ColumnPages pages;
    private final Validity validity = new Validity();
    private final DictionaryTrial trial;

    ColumnWriter(PageScratch scratch, ColumnPages pages, boolean mayHaveDictionary) {
        this.scratch = scratch;
        this.pages = pages;
        this.trial = new DictionaryTrial(mayHaveDictionary);
    }

    static ColumnWriter of(ColumnDescriptor column, PageScratch scratch, ColumnPages pages) {
        PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
        return switch (type) {
            case INT32, INT64, DOUBLE, BOOLEAN -> new LongColumnWriter(type, scratch, pages);
            case BINARY, FIXED_LEN_BYTE_ARRAY -> new BytesColumnWriter(type, scratch, pages);
            default -> throw new IllegalArgumentException("Columns cannot be written as " + type);
        };
    }

    public final void addNulls(int rows) {
        for (int left = rows; left > 0; ) {
            int some = Math.min(left, Math.max(1, ROWS_OF_PAGE - validity.rows()));
            validity.addNulls(some);
            left -= some;
            endRows();
        }
    }

    /** A value of INT32, INT64 or, 1 for true, of BOOLEAN. */
    public void addLong(long value) {
        throw new UnsupportedOperationException("A column of bytes");
    }

    /** A value of DOUBLE. */
    public final void addDouble(double value) {
        addLong(Double.doubleToRawLongBits(value));
    }

    /**
     * Values of some rows.
     *
     * @param values of the rows that have one, a double as its bits
     * @param valid a bit for each row, the lowest first; null where each has a value
     */
    public void addLongs(long[] values, int count, byte @Nullable [] valid, int rows) {
        throw new UnsupportedOperationException("A column of bytes");
    }

    /** A value of BINARY or FIXED_LEN_BYTE_ARRAY. */
    public void addBytes(byte[] value) {
        throw new UnsupportedOperationException("A column of numbers");
    }

    /**
     * Values of some rows.
     *
     * @param bytes of all values, one behind the other, from 0
     * @param ends of each value among them
     * @param valid a bit for each row, the lowest first; null where each has a value
     */
    public void addBytes(byte[] bytes, int[] ends, int count, byte @Nullable [] valid, int rows) {
        throw new UnsupportedOperationException("A column of numbers");
    }

    /** Bytes so far: of pages as they are packed, and about those of the page that is begun. */
    final long size() {
        return pages.packedLength() + pages.packed(plainLength());
    }

    final void valueAdded() {
        validity.addValues(1);
        endRows();
    }

    final void valuesAdded(byte @Nullable [] valid, int rows) {
        if (valid == null) {
            validity.addValues(rows);
        } else {
            validity.add(valid, rows);
        }
        endRows();
    }

    private void endRows() {
        if (validity.rows() >= ROWS_OF_PAGE || plainLength() >= BYTES_OF_PAGE) {
            endPage();
        }
    }

    private void endPage() {
        ByteBuilder page = scratch.page();
        validity.writeTo(page);
        int width = trial.index(this, scratch);
        if (width > 0) {
            page.put(width);
            Runs.write(scratch.indices(), count(), width, page);
        } else {
            writePlain(page);
        }
        try {
            pages.add(page, validity, width > 0 ? Encoding.PLAIN_DICTIONARY : Encoding.PLAIN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        validity.clear();
        clear();
    }

    /** Ends the last page and writes all of the row group. */
    final void writeTo(ParquetFileWriter file) throws IOException {
        if (validity.rows() > 0) {
            endPage();
        }
        ByteBuilder dictionary = scratch.page();
        if (trial.entries() > 0) {
            writeDictionary(trial.entries(), dictionary);
        }
        pages.writeTo(file, dictionary, trial.entries());
        trial.restart();
        clearDictionary();
    }

    /** Values of the page that is begun. */
    abstract int count();

    /** Bytes of these values in {@link Encoding#PLAIN}. */
    abstract long plainLength();

    abstract void writePlain(ByteBuilder page);

    /** Forgets the page's values. */
    abstract void clear();

    /** Finds the places of some of the page's values in the dictionary, which gets those that it lacks. */
    abstract void index(int from, int to, int[] indices);

    abstract int dictionarySize();

    /** Bytes of the dictionary in {@link Encoding#PLAIN}. */
    abstract long dictionaryLength();

    abstract void writeDictionary(int entries, ByteBuilder page);

    abstract void clearDictionary();
}
