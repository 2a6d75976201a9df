/** What an export would do, without doing it. */
@NullMarked
package io.github.imednet.snowflake.plan;

import org.jspecify.annotations.NullMarked;
