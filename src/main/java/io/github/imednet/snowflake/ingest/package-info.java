/** Bulk ingestion of any rows: to Parquet files, to a stage, into a table. */
@NullMarked
package io.github.imednet.snowflake.ingest;

import org.jspecify.annotations.NullMarked;
