package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.ExportConfigurationException;

/** What the queue needs and not everybody has: camel-kafka, with the clients of Apache Kafka. */
public final class KafkaLibrary {

    private static final String[] NEEDED = {
        "org.apache.camel.component.kafka.KafkaComponent", "org.apache.kafka.clients.consumer.KafkaConsumer"
    };

    private KafkaLibrary() {}

    /**
     * Requires that it is there, before routes that use it are made.
     *
     * @param who needs it, such as {@code imednet worker}
     * @throws ExportConfigurationException if it is not, with what is to be done
     */
    public static void require(String who) {
        for (String name : NEEDED) {
            try {
                Class.forName(name, false, KafkaLibrary.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                throw new ExportConfigurationException(
                        who + " needs a library that is missing (" + name
                                + "): build with the profile kafka, or add what docs/queue.md names",
                        e);
            }
        }
    }
}
