/**
 * Snowflake's SQL on DuckDB: databases, schemas, tables, stages, COPY with its load history, sessions and
 * transactions. It knows nothing of HTTP; the {@code wire} package puts it behind the driver's protocol.
 */
package io.github.imednet.snowflake.local.snowflake.engine;
