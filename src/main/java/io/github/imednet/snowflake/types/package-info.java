/** Which type of Arrow, Avro, Parquet and JDBC is which of Snowflake, in both directions. */
@NullMarked
package io.github.imednet.snowflake.types;

import org.jspecify.annotations.NullMarked;
