package io.github.imednet.snowflake.parquet;

/**
 * Whether the pages of a column's row group refer to a dictionary. The first page decides, early where hardly a value
 * comes twice; later pages may still refer to it, until one of them brings many new values.
 */
final class DictionaryTrial {

    /** Values after which a column is given up whose values mostly differ. */
    private static final int FIRST_VALUES = 2_048;

    private static final int MOST_OF_FIRST_VALUES = FIRST_VALUES * 85 / 100;

    /** A dictionary with its indices is to be smaller than the values by this. */
    private static final double PAYS = 0.6;

    private static final int MOST_ENTRIES = 1 << 16;
    private static final int MOST_BYTES = 1 << 20;

    /** One new value in so many is too many once the first page is over. */
    private static final int VALUES_FOR_A_NEW_ONE = 8;

    private final boolean mayHaveDictionary;
    private boolean wanted;
    private int entries;

    DictionaryTrial(boolean mayHaveDictionary) {
        this.mayHaveDictionary = mayHaveDictionary;
        this.wanted = mayHaveDictionary;
    }

    /** Entries that pages refer to. */
    int entries() {
        return entries;
    }

    void restart() {
        wanted = mayHaveDictionary;
        entries = 0;
    }

    /**
     * Finds the places of a page's values in the dictionary.
     *
     * @return bits of a place, or 0 where the page is to have its values themselves
     */
    int index(ColumnWriter column, PageScratch scratch) {
        int count = column.count();
        if (!wanted || count == 0) {
            return 0;
        }
        int[] indices = scratch.indices(count);
        int first = entries > 0 ? count : Math.min(count, FIRST_VALUES);
        column.index(0, first, indices);
        if (entries == 0 && column.dictionarySize() > MOST_OF_FIRST_VALUES) {
            return giveUp();
        }
        column.index(first, count, indices);
        int width = width(column.dictionarySize());
        long length = column.dictionaryLength() + (long) count * width / Byte.SIZE;
        if (entries == 0 && length >= column.plainLength() * PAYS) {
            return giveUp();
        }
        wanted = column.dictionarySize() < MOST_ENTRIES
                && column.dictionaryLength() < MOST_BYTES
                && (entries == 0 || column.dictionarySize() - entries <= count / VALUES_FOR_A_NEW_ONE);
        entries = column.dictionarySize();
        return width;
    }

    private int giveUp() {
        wanted = false;
        return 0;
    }

    private static int width(int size) {
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(size - 1));
    }
}
