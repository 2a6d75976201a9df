/** The routes under a name of their own, in the Camel context of another application. */
@NullMarked
package io.github.imednet.snowflake.embed;

import org.jspecify.annotations.NullMarked;
