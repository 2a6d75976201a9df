package io.github.imednet.snowflake.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The orders that are not acknowledged, by partition: which of them wait for the end of a study that runs. */
final class WaitingOrders {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingOrders.class);

    private final Map<TopicPartition, List<StudyOrder>> byPartition = new HashMap<>();

    private WaitingOrders() {}

    /** @param next the first message of each partition that is not acknowledged */
    static WaitingOrders read(TopicReader topics, String topic, Map<TopicPartition, Long> next)
            throws ExecutionException, InterruptedException {
        WaitingOrders waiting = new WaitingOrders();
        topics.read(topic, next, record -> order(record).ifPresent(order -> waiting.byPartition
                .computeIfAbsent(
                        new TopicPartition(record.topic(), record.partition()), partition -> new ArrayList<>())
                .add(order)));
        return waiting;
    }

    /** What is not an order waits too, but for a moment only. */
    private static Optional<StudyOrder> order(ConsumerRecord<String, String> record) {
        try {
            return Optional.of(QueueMessages.order(record.value()));
        } catch (InvalidOrderException e) {
            LOG.debug("Message {} of partition {} is not an order", record.offset(), record.partition(), e);
            return Optional.empty();
        }
    }

    /**
     * A member of the group takes the next order of all its partitions when it has acknowledged the one before.
     *
     * @return by the correlation id of an order that runs: the studies behind it
     */
    Map<String, List<String>> behind(List<StudyResult> running, Collection<MemberDescription> workers) {
        Map<String, List<String>> behind = new TreeMap<>();
        for (MemberDescription worker : workers) {
            List<StudyOrder> orders = worker.assignment().topicPartitions().stream()
                    .flatMap(partition -> byPartition.getOrDefault(partition, List.of()).stream())
                    .toList();
            latest(running, orders).ifPresent(id -> behind.put(id, orders.stream()
                    .filter(order -> !order.correlationId().equals(id))
                    .map(StudyOrder::study)
                    .sorted()
                    .toList()));
        }
        behind.values().removeIf(List::isEmpty);
        return behind;
    }

    /** A worker runs one at a time: what began before was told by one that is lost, or has given its partition away. */
    private static Optional<String> latest(List<StudyResult> running, List<StudyOrder> orders) {
        Set<String> own = orders.stream().map(StudyOrder::correlationId).collect(Collectors.toSet());
        return running.stream()
                .map(StudyResult::correlationId)
                .filter(own::contains)
                .reduce((earlier, later) -> later);
    }
}
