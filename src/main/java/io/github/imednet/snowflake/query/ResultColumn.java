package io.github.imednet.snowflake.query;

import io.github.imednet.snowflake.types.ColumnType;
import io.github.imednet.snowflake.types.LogicalType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A column of a query's result.
 *
 * @param name as Snowflake gives it; where a result has a name twice, the second ends in {@code _2}
 * @param exact whether numbers are exact decimals; otherwise they are long, or double where they have a scale
 */
public record ResultColumn(String name, ColumnType type, boolean nullable, boolean exact) {

    /** The most bytes of a text unless its column is declared longer (Snowflake's VARCHAR). */
    private static final long LONGEST_TEXT_BYTES = 16_777_216;

    private static final int BYTES_OF_CHARACTER = 4;

    static List<ResultColumn> of(ResultSetMetaData result, boolean exact) throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 1; i <= result.getColumnCount(); i++) {
            String name = result.getColumnLabel(i);
            for (int count = 2; !names.add(name); count++) {
                name = result.getColumnLabel(i) + "_" + count;
            }
            boolean nullable = result.isNullable(i) != ResultSetMetaData.columnNoNulls;
            columns.add(new ResultColumn(name, ColumnType.of(result, i), nullable, exact));
        }
        return columns;
    }

    /** Snowflake's logical type: {@code fixed}, {@code real}, {@code text}, {@code timestamp_ntz} and so on. */
    public String logicalType() {
        return type.logical().logicalName();
    }

    /** Digits of a NUMBER, else 0. */
    public int precision() {
        return type.precision();
    }

    /** Digits after the point of a NUMBER, or of the second's fraction of a TIME or TIMESTAMP, else 0. */
    public int scale() {
        return type.scale();
    }

    /** Characters of a VARCHAR, bytes of a BINARY, else 0. */
    public long length() {
        return type.length();
    }

    /** The most bytes that so many characters take; the driver does not tell what the server says of it. */
    public long byteLength() {
        return type.logical() == LogicalType.TEXT
                ? Math.max(length(), Math.min(BYTES_OF_CHARACTER * length(), LONGEST_TEXT_BYTES))
                : length();
    }
}
