/** What operators watch: meters, health checks, and the HTTP server that answers with both. */
@NullMarked
package io.github.imednet.snowflake.observe;

import org.jspecify.annotations.NullMarked;
