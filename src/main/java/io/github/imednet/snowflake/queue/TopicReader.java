package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.QueueSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the messages that a topic has now, as a member of no group. */
final class TopicReader {

    private final QueueSettings settings;
    private final Admin admin;

    TopicReader(QueueSettings settings, Admin admin) {
        this.settings = settings;
        this.admin = admin;
    }

    /** The first offsets of a topic's partitions, or those that come next. */
    Map<TopicPartition, Long> offsets(String topic, OffsetSpec which) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = admin.describeTopics(List.of(topic)).allTopicNames().get().values()
                .stream()
                .flatMap(description -> description.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toMap(Function.identity(), partition -> which));
        return admin.listOffsets(asked).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    /** @param from where to begin, where it is not the first message */
    void read(
            String topic,
            Map<TopicPartition, Long> from,
            java.util.function.Consumer<ConsumerRecord<String, String>> each)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = offsets(topic, OffsetSpec.latest());
        try (Consumer<String, String> reader = QueueClients.reader(settings)) {
            reader.assign(ends.keySet());
            reader.seekToBeginning(ends.keySet());
            from.forEach(reader::seek);
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(Duration.ofSeconds(1)).forEach(each);
            }
        }
    }
}
