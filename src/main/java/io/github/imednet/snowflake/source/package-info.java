/** The iMednet side: requests, pages and lists of the API, and what their answers say. */
@NullMarked
package io.github.imednet.snowflake.source;

import org.jspecify.annotations.NullMarked;
