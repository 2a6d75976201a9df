/** Studies by way of a queue: who asks for an export, who runs it, and what became of it, on Apache Kafka. */
@NullMarked
package io.github.imednet.snowflake.queue;

import org.jspecify.annotations.NullMarked;
