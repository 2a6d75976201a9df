/**
 * Readers of files (Arrow, Avro, CSV, NDJSON, Parquet), inference of types, and values as a column's type needs them.
 */
@NullMarked
package io.github.imednet.snowflake.rows;

import org.jspecify.annotations.NullMarked;
