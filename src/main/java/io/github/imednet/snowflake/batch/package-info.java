/** Records in batches: their aggregation, their Parquet files, and the directories and locks around these. */
@NullMarked
package io.github.imednet.snowflake.batch;

import org.jspecify.annotations.NullMarked;
