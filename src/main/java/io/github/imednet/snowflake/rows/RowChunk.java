package io.github.imednet.snowflake.rows;

import java.io.Closeable;

/** Some rows of a source, which one thread writes column by column, while others take the rows behind them. */
public interface RowChunk extends Closeable {

    int rows();

    /**
     * Writes the values of one column.
     *
     * @param position of the column in those of the source
     * @throws IngestException naming the column and the row of a value that cannot be read or written
     */
    void write(int position, WrittenColumn to);

    /** Gives back what the rows are in. */
    @Override
    default void close() {}
}
