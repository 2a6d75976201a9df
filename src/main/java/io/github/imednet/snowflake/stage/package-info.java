/** What lies on the stage, and its removal. */
@NullMarked
package io.github.imednet.snowflake.stage;

import org.jspecify.annotations.NullMarked;
