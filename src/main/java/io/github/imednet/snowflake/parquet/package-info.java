/** Parquet files that are written column by column: pages, their encodings and their compression. */
@NullMarked
package io.github.imednet.snowflake.parquet;

import org.jspecify.annotations.NullMarked;
