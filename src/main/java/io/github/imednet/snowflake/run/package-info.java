/** Runs: what is read, how it is cut into batches, what became of these, and whether the table is the study then. */
@NullMarked
package io.github.imednet.snowflake.run;

import org.jspecify.annotations.NullMarked;
