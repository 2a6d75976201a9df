/** Loading files that were kept, without the API. */
@NullMarked
package io.github.imednet.snowflake.replay;

import org.jspecify.annotations.NullMarked;
