package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.QueueSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The group of the workers: who is in it, and which orders it has not acknowledged. */
final class WorkerGroup {

    private final QueueSettings settings;
    private final Admin admin;
    private final TopicReader topics;

    WorkerGroup(QueueSettings settings, Admin admin, TopicReader topics) {
        this.settings = settings;
        this.admin = admin;
        this.topics = topics;
    }

    /** Its members; none of a group that never was. */
    Collection<MemberDescription> members() throws ExecutionException, InterruptedException {
        return members(settings, admin);
    }

    static Collection<MemberDescription> members(QueueSettings settings, Admin admin)
            throws ExecutionException, InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(settings.group())).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    long notAcknowledged() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> next = next();
        return topics.offsets(settings.topic(), OffsetSpec.latest()).entrySet().stream()
                .mapToLong(end -> end.getValue() - next.getOrDefault(end.getKey(), end.getValue()))
                .sum();
    }

    /** The first message of each partition that is not acknowledged. */
    Map<TopicPartition, Long> next() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> next = new HashMap<>(topics.offsets(settings.topic(), OffsetSpec.earliest()));
        Map<TopicPartition, OffsetAndMetadata> acknowledged =
                admin.listConsumerGroupOffsets(settings.group()).partitionsToOffsetAndMetadata().get();
        next.replaceAll((partition, first) -> {
            OffsetAndMetadata offset = acknowledged.get(partition);
            return offset == null ? first : Math.max(offset.offset(), first);
        });
        return next;
    }
}
