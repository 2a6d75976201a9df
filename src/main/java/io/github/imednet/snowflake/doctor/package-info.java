/** Whether all is there that an export needs, without one: {@code imednet doctor}. */
@NullMarked
package io.github.imednet.snowflake.doctor;

import org.jspecify.annotations.NullMarked;
