package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.QueueSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the workers of a topic of studies tell each other of the API's limit. Each of them reads all of it, so there is
 * no consumer group, which camel-kafka would need.
 */
final class QuotaReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QuotaReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final QueueSettings settings;
    private final Listener listener;
    private final Consumer<String, String> consumer;
    private final Map<TopicPartition, Long> ends;
    private volatile boolean closed;
    private final Thread thread = new Thread(this::follow, "quota-reader");

    /** Hears of a message of these workers. */
    interface Listener {

        /**
         * @param text the message
         * @param sent when, by its sender's clock
         * @param old whether it was there before this reader
         */
        void heard(String text, Instant sent, boolean old);
    }

    /** Opens it, and has the listener hear of all that is there. */
    QuotaReader(QueueSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        this.consumer = QueueClients.reader(settings);
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(settings.quotaTopic()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                poll();
            }
        } catch (RuntimeException e) {
            consumer.close();
            throw QueueFailures.explain(settings, e);
        }
    }

    /** Has the listener hear of each further one, from another thread, until this is closed. */
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        while (!closed) {
            try {
                poll();
            } catch (WakeupException | InterruptException e) {
                LOG.debug("No longer reads {}", settings.quotaTopic(), e);
                closed = true;
            } catch (KafkaException e) {
                LOG.warn("{} cannot be read, so this worker does not know what iMednet tells others: {}",
                        settings.quotaTopic(), e.getMessage());
                pauseAfterFailure();
            }
        }
        consumer.close();
    }

    private void pauseAfterFailure() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void poll() {
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
            if (settings.topic().equals(record.key()) && record.value() != null) {
                long end = Objects.requireNonNull(ends.get(new TopicPartition(record.topic(), record.partition())));
                listener.heard(record.value(), Instant.ofEpochMilli(record.timestamp()), record.offset() < end);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        if (thread.isAlive()) {
            consumer.wakeup();
            thread.interrupt();
        } else {
            consumer.close();
        }
    }
}
