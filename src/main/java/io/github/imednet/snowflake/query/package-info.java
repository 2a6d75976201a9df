/** Queries, their rows as they come, and what these are written as. */
package io.github.imednet.snowflake.query;
