/** Pages about runs, made of their journals: what was exported, how that went, what it cost. No value of a record. */
@NullMarked
package io.github.imednet.snowflake.report;

import org.jspecify.annotations.NullMarked;
