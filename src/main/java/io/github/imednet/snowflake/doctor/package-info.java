/** Whether all is there that an export needs, without one: {@code imednet doctor}. */
package io.github.imednet.snowflake.doctor;
