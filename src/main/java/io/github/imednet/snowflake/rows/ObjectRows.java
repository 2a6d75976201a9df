package io.github.imednet.snowflake.rows;

import io.github.imednet.snowflake.types.LogicalType;
import java.util.List;

/**
 * Rows whose values are objects.
 *
 * @param source what messages name
 * @param holdsOnlyTexts whether texts in VARIANT columns are JSON
 * @param firstRow the first row's number in the source, from 1
 */
record ObjectRows(String source, boolean holdsOnlyTexts, long firstRow, List<Object[]> list) implements RowChunk {

    @Override
    public int rows() {
        return list.size();
    }

    @Override
    public void write(int position, WrittenColumn to) {
        boolean isJson = holdsOnlyTexts && to.column().type().logical() == LogicalType.VARIANT;
        long row = firstRow;
        for (Object[] values : list) {
            Object value = values[position];
            to.write(isJson && value instanceof String text ? new JsonText.Json(text) : value, row, source);
            row++;
        }
    }
}
