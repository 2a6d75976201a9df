package io.github.imednet.snowflake.queue;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a consumer in its group while a message that it gave is worked on, for hours if need be. A consumer that does not
 * poll loses its partitions, and, worse, keeps all others of the group from a rebalance: so the thread that polled goes
 * on polling, with its partitions paused. All is done by that one thread, for Kafka's consumer allows no other.
 */
final class GroupMembership {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMembership.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final DefaultKafkaManualCommit message;
    private final Consumer<?, ?> consumer;

    private GroupMembership(DefaultKafkaManualCommit message) {
        this.message = message;
        this.consumer = message.getCamelExchangePayload().consumer;
    }

    /** @param commit what camel-kafka gives with a message where it is acknowledged by hand */
    static GroupMembership of(Object commit) {
        return new GroupMembership((DefaultKafkaManualCommit) commit);
    }

    /** Polls until then, and takes nothing. */
    void keepUntil(BooleanSupplier end) {
        try {
            while (!end.getAsBoolean()) {
                poll();
            }
        } finally {
            consumer.resume(consumer.assignment());
        }
    }

    /** Partitions that come by a rebalance are not paused: what they give is asked for again later. */
    private void poll() {
        consumer.pause(consumer.assignment());
        ConsumerRecords<?, ?> early = consumer.poll(POLL);
        for (TopicPartition partition : early.partitions()) {
            consumer.seek(partition, early.records(partition).get(0).offset());
        }
    }

    /**
     * Acknowledges the message. Where its partition was taken away meanwhile, its next owner has it too, and finds all of
     * it loaded.
     */
    void acknowledge() {
        try {
            while (true) {
                try {
                    message.commit();
                    return;
                } catch (RebalanceInProgressException e) {
                    LOG.debug("The group is being rebalanced: {} is acknowledged after that", message, e);
                    poll();
                }
            }
        } catch (CommitFailedException e) {
            LOG.warn("{} could not be acknowledged, for the worker lost its partition: another one looks at the study again"
                    + " ({})", message, e.getMessage());
        } finally {
            consumer.resume(consumer.assignment());
        }
    }
}
