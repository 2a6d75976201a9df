package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.QueueSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the workers of a topic of studies tell each other of the API's limit. Each of them reads all of it, so
 * there is no consumer group, which camel-kafka would need.
 */
final class QuotaReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QuotaReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final QueueSettings settings;
    private final Listener listener;
    private final java.util.function.Consumer<RuntimeException> refusal;
    private final Consumer<String, String> consumer;
    private final Map<TopicPartition, Long> ends;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::follow, "quota-reader");

    /** Hears of a message of these workers. */
    interface Listener {

        /**
         * @param text the message
         * @param old whether it was there before this reader
         */
        void heard(String text, boolean old);
    }

    /**
     * Opens it, and has the listener hear of all that is there.
     *
     * @param refusal is told once, of brokers that do not let this worker read
     */
    QuotaReader(QueueSettings settings, Listener listener, java.util.function.Consumer<RuntimeException> refusal) {
        this.settings = settings;
        this.refusal = refusal;
        this.listener = listener;
        this.consumer = QueueClients.reader(settings);
        try {
            List<TopicPartition> partitions = partitions();
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

    /** A topic that was made is not known to all brokers at once. */
    private List<TopicPartition> partitions() {
        Instant end = Instant.now().plus(settings.answerTimeout());
        while (true) {
            List<TopicPartition> known = consumer.partitionsFor(settings.quotaTopic()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (!known.isEmpty()) {
                return known;
            }
            if (Instant.now().isAfter(end)) {
                throw new ExportConfigurationException(List.of("The brokers do not know the topic "
                        + settings.quotaTopic() + " (queue.quota-topic): have it made, with one partition"));
            }
            pause(BETWEEN_LOOKS);
            if (isClosed()) {
                throw new InterruptException("Interrupted while " + settings.quotaTopic() + " was looked for");
            }
        }
    }

    /** Has the listener hear of each further one, from another thread, until this is closed. */
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        while (!isClosed()) {
            try {
                poll();
            } catch (WakeupException | InterruptException e) {
                LOG.debug("No longer reads {}", settings.quotaTopic(), e);
                closed.countDown();
            } catch (AuthenticationException | AuthorizationException e) {
                refusal.accept(QueueFailures.explain(settings, e));
                closed.countDown();
            } catch (RuntimeException e) { // whatever it is, a worker that no longer listens would not be noticed
                LOG.warn("{} cannot be read, so this worker does not know what iMednet tells others: {}",
                        settings.quotaTopic(), e.getMessage());
                pause(PAUSE_AFTER_FAILURE);
            }
        }
        consumer.close();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause(Duration duration) {
        try {
            closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
            if (settings.topic().equals(record.key()) && record.value() != null) {
                long end = Objects.requireNonNull(ends.get(new TopicPartition(record.topic(), record.partition())));
                listener.heard(record.value(), record.offset() < end);
            }
        }
    }

    /** The thread is not interrupted: Kafka's consumer would fail to close in one that is. */
    @Override
    public void close() {
        closed.countDown();
        if (thread.isAlive()) {
            consumer.wakeup();
        } else {
            consumer.close();
        }
    }
}
