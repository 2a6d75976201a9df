/** Parquet files that are written column by column: pages, their encodings and their compression. */
package io.github.imednet.snowflake.parquet;
