package io.github.imednet.snowflake.queue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.component.kafka.consumer.CommitManager;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory.CamelExchangePayload;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory.KafkaRecordPayload;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a consumer in its group while a message that it gave is worked on, for hours if need be, and acknowledges that
 * message. A consumer that does not poll loses its partitions, and, worse, keeps all others of the group from a
 * rebalance: so the thread that polled goes on polling, with its partitions paused. All is done by that one thread, for
 * Kafka's consumer allows no other. Only this acknowledges: camel-kafka commits nothing where the manual commit is none
 * of its own.
 */
final class GroupMembership implements KafkaManualCommit {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMembership.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COMMIT = Duration.ofSeconds(5);

    private final Consumer<?, ?> consumer;
    private final TopicPartition partition;
    private final long offset;

    /** @param offset the message's */
    GroupMembership(Consumer<?, ?> consumer, TopicPartition partition, long offset) {
        this.consumer = consumer;
        this.partition = partition;
        this.offset = offset;
    }

    /** What camel-kafka gives with each message. */
    static GroupMembership of(
            CamelExchangePayload taken, KafkaRecordPayload message, @SuppressWarnings("unused") CommitManager camel) {
        return new GroupMembership(taken.consumer, message.partition, message.recordOffset);
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
        for (TopicPartition other : early.partitions()) {
            consumer.seek(other, early.records(other).get(0).offset());
        }
    }

    /** What the brokers call this member of the group; another one after each time that it lost them. */
    String member() {
        return consumer.groupMetadata().memberId();
    }

    /**
     * What is kept beside the group's offset while this message is the next one.
     *
     * @param end whether there is no more time to wait for the brokers
     * @return empty where nothing is
     */
    String note(BooleanSupplier end) {
        return whenBrokersAnswer(() -> {
            OffsetAndMetadata next = next();
            return next != null && next.offset() == offset ? next.metadata() : "";
        }, end);
    }

    /** Keeps a note for whoever takes the message next: it is not acknowledged by that. @param end as for reading it */
    void keepNote(String note, BooleanSupplier end) {
        commit(new OffsetAndMetadata(offset, note), end);
    }

    @Override
    public void commit() {
        acknowledge(() -> false);
    }

    /**
     * Acknowledges the message, however long the brokers take. Where its partition was taken away meanwhile, its next
     * owner has it too, and finds all of it loaded: the brokers would take this member's word, and set back what that
     * one has acknowledged since.
     *
     * @param end whether there is no more time to wait for the brokers
     */
    void acknowledge(BooleanSupplier end) {
        commit(new OffsetAndMetadata(offset + 1), end);
    }

    /** Between this look at its partitions and the commit the consumer does not poll, and so loses none. */
    private void commit(OffsetAndMetadata position, BooleanSupplier end) {
        boolean committed = whenBrokersAnswer(() -> {
            if (!consumer.assignment().contains(partition)) {
                return false;
            }
            OffsetAndMetadata next = next();
            if ((next == null || next.offset() <= offset) && !isCommitted(position)) {
                return false;
            }
            skipTo(position.offset());
            return true;
        }, end);
        if (!committed) {
            LOG.warn(
                    "{} is not acknowledged, because the worker lost its partition: another one looks at the study"
                            + " again",
                    this);
        }
    }

    /**
     * A partition that went and came back is read from what was committed by then, which was before this message: a
     * commit alone would have it delivered once more.
     */
    private void skipTo(long position) {
        if (consumer.position(partition, COMMIT) < position) {
            consumer.seek(partition, position);
        }
    }

    private boolean isCommitted(OffsetAndMetadata position) {
        try {
            consumer.commitSync(Map.of(partition, position), COMMIT);
            return true;
        } catch (CommitFailedException e) {
            LOG.debug("{} is another worker's", this, e);
            return false;
        }
    }

    private @Nullable OffsetAndMetadata next() {
        return consumer.committed(Set.of(partition), COMMIT).get(partition);
    }

    private <T> T whenBrokersAnswer(Supplier<T> question, BooleanSupplier end) {
        try {
            while (true) {
                try {
                    return question.get();
                } catch (RebalanceInProgressException | RetriableException e) {
                    if (end.getAsBoolean()) {
                        throw e;
                    }
                    LOG.debug("{} is asked for later", this, e);
                }
                poll();
            }
        } finally {
            consumer.resume(consumer.assignment());
        }
    }

    @Override
    public String toString() {
        return "Message " + offset + " of " + partition;
    }
}
