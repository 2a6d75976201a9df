package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.Column;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows in their order. Whoever reads them takes care that nobody else does so at the same time. */
public interface RowSource extends Closeable {

    /** What messages name it by: a file's name. */
    String name();

    /** The columns of every row, as the source knows them or as its values show. */
    List<Column> columns();

    /** Whether texts in VARIANT columns are JSON, as in a format that has nothing but texts. */
    default boolean holdsOnlyTexts() {
        return false;
    }

    /**
     * The next rows, their values in the order of {@link #columns()}.
     *
     * @return no rows at the end
     * @throws IngestException for a row that cannot be read
     */
    List<Object[]> next(int most) throws IOException;

    /**
     * The next rows, for another thread to write.
     *
     * @param firstRow the first row's number in the source, from 1
     * @return null at the end
     */
    default @Nullable RowChunk take(int most, long firstRow) throws IOException {
        List<Object[]> next = next(most);
        return next.isEmpty() ? null : new ObjectRows(name(), holdsOnlyTexts(), firstRow, next);
    }

    /**
     * The columns that a file's fields become.
     *
     * @throws IngestException naming the file, for a type that Snowflake has nothing for
     */
    static <T> List<Column> columns(String file, List<T> fields, Function<T, Column> column) {
        try {
            return fields.stream().map(column).toList();
        } catch (IllegalArgumentException e) {
            throw new IngestException(file + ": " + e.getMessage(), e);
        }
    }
}
