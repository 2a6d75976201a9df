/** Which type of Arrow, Avro, Parquet and JDBC is which of Snowflake, in both directions. */
package io.github.imednet.snowflake.types;
