/** An ADBC driver for the JVM, on the unmodified JDBC driver's session and the routes of ingestion. */
@NullMarked
package io.github.imednet.snowflake.adbc;

import org.jspecify.annotations.NullMarked;
