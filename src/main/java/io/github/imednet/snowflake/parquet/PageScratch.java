package io.github.imednet.snowflake.parquet;

import java.util.Arrays;

/** What the columns of a file need for a moment only, and so share. */
final class PageScratch {

    private final ByteBuilder page = new ByteBuilder();
    private int[] indices = new int[0];

    /** Empty. */
    ByteBuilder page() {
        page.clear();
        return page;
    }

    /** Places in a dictionary, of the page's values. */
    int[] indices() {
        return indices;
    }

    int[] indices(int count) {
        if (indices.length < count) {
            indices = Arrays.copyOf(indices, count);
        }
        return indices;
    }
}
