/** The Snowflake side of a load: session, claim, ledger, statements, their answers and errors. */
@NullMarked
package io.github.imednet.snowflake.load;

import org.jspecify.annotations.NullMarked;
