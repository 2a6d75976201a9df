/** Route files: the built-in ones for those who edit them, and what is wrong with a file before it runs. */
@NullMarked
package io.github.imednet.snowflake.routes;

import org.jspecify.annotations.NullMarked;
