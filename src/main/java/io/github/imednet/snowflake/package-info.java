/** What programs call: an export, a sink for batches of their own, and their config. */
@NullMarked
package io.github.imednet.snowflake;

import org.jspecify.annotations.NullMarked;
