package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.config.RouteBean;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of the queue: those that are missing are made. */
@RouteBean
public final class QueueTopics {

    private static final Logger LOG = LoggerFactory.getLogger(QueueTopics.class);

    private final QueueSettings settings;

    public QueueTopics(QueueSettings settings) {
        this.settings = settings;
    }

    /** For a worker, which cannot wait for a topic that nobody makes. */
    public void open() {
        if (settings.work()) {
            require();
        }
    }

    /**
     * Makes topics that are missing; also shows in seconds whether the brokers answer.
     *
     * @throws QueueException if they do not
     * @throws io.github.imednet.snowflake.config.ExportConfigurationException if they refuse it, or camel-kafka is missing
     */
    public void require() {
        settings.require();
        KafkaLibrary.require("queue.brokers");
        Topics.make(settings);
    }

    private static final class Topics {

        static void make(QueueSettings settings) {
            try (Admin admin = QueueClients.admin(settings)) {
                Set<String> present = admin.listTopics().names().get();
                for (String topic : List.of(settings.topic(), settings.resultsTopic(), settings.deadLetterTopic())) {
                    if (!present.contains(topic)) {
                        make(admin, topic, settings.partitions());
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new QueueException("Interrupted while the brokers were asked", e);
            } catch (ExecutionException | RuntimeException e) {
                throw QueueFailures.explain(settings, e);
            }
        }

        /** With as many copies as the brokers keep by default. */
        private static void make(Admin admin, String topic, int partitions)
                throws ExecutionException, InterruptedException {
            try {
                admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()))).all().get();
                LOG.info("The topic {} was made, with {} partitions", topic, partitions);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }
}
