/** The settings, each described once: read, checked, and given to whom they concern. */
@NullMarked
package io.github.imednet.snowflake.config;

import org.jspecify.annotations.NullMarked;
