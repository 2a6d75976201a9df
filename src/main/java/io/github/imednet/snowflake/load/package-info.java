/** The Snowflake side of a load: session, claim, ledger, statements, their answers and errors. */
package io.github.imednet.snowflake.load;
