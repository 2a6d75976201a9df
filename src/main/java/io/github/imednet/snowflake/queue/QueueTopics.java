package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.config.RouteBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
     * @throws ExportConfigurationException if they refuse it, or camel-kafka is missing
     */
    public void require() {
        settings.require();
        KafkaLibrary.require("queue.brokers");
        Topics.make(settings);
    }

    private static final class Topics {

        private static final Duration LONGEST_UNKNOWN = Duration.ofSeconds(10);
        private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

        /** Of each key the last message is enough, and none is of use after a day. */
        private static final Map<String, String> LAST_OF_A_DAY =
                Map.of("cleanup.policy", "compact,delete", "retention.ms", "86400000");

        static void make(QueueSettings settings) {
            QueueClients.ask(settings, admin -> make(admin, settings));
        }

        /** @return the topics that were there */
        private static Set<String> make(Admin admin, QueueSettings settings)
                throws ExecutionException, InterruptedException {
            Set<String> present = admin.listTopics().names().get();
            for (String topic : List.of(settings.topic(), settings.resultsTopic(), settings.deadLetterTopic())) {
                if (!present.contains(topic)) {
                    make(admin, new NewTopic(topic, Optional.of(settings.partitions()), Optional.empty()));
                }
            }
            if (!present.contains(settings.quotaTopic())) {
                make(admin, new NewTopic(settings.quotaTopic(), Optional.of(1), Optional.<Short>empty())
                        .configs(LAST_OF_A_DAY));
            }
            return present;
        }

        /** With as many copies as the brokers keep by default. */
        private static void make(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
            try {
                admin.createTopics(List.of(topic)).all().get();
                awaitKnown(admin, topic.name());
                LOG.info("The topic {} was made, with {} partitions", topic.name(), topic.numPartitions());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    throw new ExportConfigurationException(
                            "The topic " + topic.name() + " is missing, or this login is not"
                                    + " allowed to see it, and it is not allowed to make it: have it made, with "
                                    + topic.numPartitions()
                                    + " partitions, or the rights given that docs/queue.md names ("
                                    + e.getCause().getMessage() + ")",
                            e);
                }
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }

        /** A topic is made before all brokers know of it: who asks one of them at once is told that it is missing. */
        private static void awaitKnown(Admin admin, String topic) throws ExecutionException, InterruptedException {
            Instant end = Instant.now().plus(LONGEST_UNKNOWN);
            while (true) {
                try {
                    admin.describeTopics(List.of(topic)).allTopicNames().get();
                    return;
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || Instant.now().isAfter(end)) {
                        throw e;
                    }
                    Thread.sleep(BETWEEN_LOOKS.toMillis());
                }
            }
        }
    }
}
