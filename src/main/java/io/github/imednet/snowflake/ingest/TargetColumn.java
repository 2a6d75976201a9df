package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.types.Column;

/**
 * A column that is loaded.
 *
 * @param name exact name in Snowflake, without quotes
 * @param column what it is there, and in the Parquet files, in which it has the same name
 */
public record TargetColumn(String name, Column column) {

    static TargetColumn of(String exactName, Column column) {
        return new TargetColumn(exactName, new Column(exactName, column.type(), column.form()));
    }
}
