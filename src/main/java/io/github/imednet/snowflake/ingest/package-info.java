/** Bulk ingestion of any rows: to Parquet files, to a stage, into a table. */
package io.github.imednet.snowflake.ingest;
