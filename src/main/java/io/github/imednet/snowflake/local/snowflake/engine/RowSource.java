package io.github.imednet.snowflake.local.snowflake.engine;

/** What {@code $1}, {@code $2} mean in a SELECT: the columns of VALUES, or a row of a staged file. */
interface RowSource {

    /** The column of the number, as DuckDB's SQL. */
    String column(int number) throws SqlFailure;

    /** The element of {@code $1} as a VARIANT; null if the rows have no elements. */
    default String element(String key) throws SqlFailure {
        return null;
    }

    /** The element of {@code $1} in another type; only for rows that have elements. */
    default String element(String key, DataType type) throws SqlFailure {
        return Cast.to(type, element(key));
    }

    /** A METADATA$ column, or null if the rows have none. */
    default String metadata(String name) throws SqlFailure {
        return null;
    }

    /** Rows of VALUES: their columns are COLUMN1, COLUMN2. */
    RowSource VALUES = number -> "COLUMN" + number;
}
