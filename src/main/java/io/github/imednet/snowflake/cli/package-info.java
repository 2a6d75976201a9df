/** The commands. */
@NullMarked
package io.github.imednet.snowflake.cli;

import org.jspecify.annotations.NullMarked;
