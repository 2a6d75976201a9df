/** What runs wrote down: journals, the manifest, and the chain of their lines. */
@NullMarked
package io.github.imednet.snowflake.journal;

import org.jspecify.annotations.NullMarked;
