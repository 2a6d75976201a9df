/** Queries, their rows as they come, and what these are written as. */
@NullMarked
package io.github.imednet.snowflake.query;

import org.jspecify.annotations.NullMarked;
