/** Studies on Kafka: orders for exports, the workers that take them, and what these tell. */
@NullMarked
package io.github.imednet.snowflake.queue;

import org.jspecify.annotations.NullMarked;
