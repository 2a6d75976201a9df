package io.github.imednet.snowflake.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.queue.StudyResult.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the queue, as the brokers and the results tell, and changes nothing. */
public final class StudyQueue {

    private static final Logger LOG = LoggerFactory.getLogger(StudyQueue.class);

    private StudyQueue() {}

    /**
     * What waits, runs and failed.
     *
     * @throws QueueException if the brokers do not answer
     * @throws ExportConfigurationException if they refuse it, a topic is missing, or camel-kafka is
     */
    public static QueueReport report(QueueSettings settings) {
        return ask(settings, Topics::report);
    }

    /**
     * All that workers of {@code queue.topic} told and the topic of results still has, in the order of each study.
     *
     * @throws QueueException if the brokers do not answer
     * @throws ExportConfigurationException if they refuse it, the topic is missing, or camel-kafka is
     */
    public static List<StudyResult> results(QueueSettings settings) {
        return ask(settings, Topics::results);
    }

    private interface Question<T> {

        T of(Topics topics) throws ExecutionException, InterruptedException;
    }

    private static <T> T ask(QueueSettings settings, Question<T> question) {
        settings.require();
        KafkaLibrary.require("queue.brokers");
        return Topics.ask(settings, question);
    }

    /** What needs Kafka's clients, which may be missing. */
    private static final class Topics {

        private final QueueSettings settings;
        private final Admin admin;

        private Topics(QueueSettings settings, Admin admin) {
            this.settings = settings;
            this.admin = admin;
        }

        static <T> T ask(QueueSettings settings, Question<T> question) {
            try (Admin admin = QueueClients.admin(settings)) {
                return question.of(new Topics(settings, admin));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new QueueException("Interrupted while the brokers were asked", e);
            } catch (ExecutionException | RuntimeException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    throw new ExportConfigurationException("The brokers do not have the topics of queue.*: they are made when"
                            + " the first study is enqueued (imednet enqueue), or the first worker starts", e);
                }
                throw QueueFailures.explain(settings, e);
            }
        }

        QueueReport report() throws ExecutionException, InterruptedException {
            Map<String, StudyResult> last = new LinkedHashMap<>();
            results().forEach(result -> last.put(result.correlationId(), result));
            List<StudyResult> running = of(State.RUNNING, last.values());
            return new QueueReport(
                    settings.topic(),
                    settings.group(),
                    workers(),
                    Math.max(0, notAcknowledged() - running.size()),
                    running,
                    of(State.RETRY, last.values()),
                    of(State.FAILED, last.values()),
                    of(State.RECONCILED, last.values()).size(),
                    deadLetters());
        }

        private static List<StudyResult> of(State state, Collection<StudyResult> results) {
            return results.stream()
                    .filter(result -> result.state() == state)
                    .sorted(Comparator.comparing(StudyResult::startedAt))
                    .toList();
        }

        private int workers() throws ExecutionException, InterruptedException {
            try {
                return admin.describeConsumerGroups(List.of(settings.group())).all().get().values().stream()
                        .mapToInt(group -> group.members().size())
                        .sum();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof GroupIdNotFoundException) {
                    return 0;
                }
                throw e;
            }
        }

        private long notAcknowledged() throws ExecutionException, InterruptedException {
            Map<TopicPartition, Long> first = offsets(settings.topic(), OffsetSpec.earliest());
            Map<TopicPartition, OffsetAndMetadata> acknowledged =
                    admin.listConsumerGroupOffsets(settings.group()).partitionsToOffsetAndMetadata().get();
            return offsets(settings.topic(), OffsetSpec.latest()).entrySet().stream()
                    .mapToLong(end -> {
                        OffsetAndMetadata offset = acknowledged.get(end.getKey());
                        long from = offset == null ? 0 : offset.offset();
                        return end.getValue() - Math.max(from, first.getOrDefault(end.getKey(), 0L));
                    })
                    .sum();
        }

        private long deadLetters() throws ExecutionException, InterruptedException {
            byte[] topic = settings.topic().getBytes(StandardCharsets.UTF_8);
            List<ConsumerRecord<String, String>> own = new ArrayList<>();
            read(settings.deadLetterTopic(), record -> {
                Header from = record.headers().lastHeader(StudyWorker.TOPIC);
                if (from != null && Arrays.equals(from.value(), topic)) {
                    own.add(record);
                }
            });
            return own.size();
        }

        private Map<TopicPartition, Long> offsets(String topic, OffsetSpec which)
                throws ExecutionException, InterruptedException {
            Map<TopicPartition, OffsetSpec> asked = admin.describeTopics(List.of(topic)).allTopicNames().get().values()
                    .stream()
                    .flatMap(description -> description.partitions().stream())
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .collect(Collectors.toMap(Function.identity(), partition -> which));
            return admin.listOffsets(asked).all().get().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
        }

        List<StudyResult> results() throws ExecutionException, InterruptedException {
            List<StudyResult> results = new ArrayList<>();
            read(settings.resultsTopic(), record -> read(record, results));
            results.removeIf(result -> !settings.topic().equals(result.topic()));
            return results;
        }

        private void read(String topic, java.util.function.Consumer<ConsumerRecord<String, String>> each)
                throws ExecutionException, InterruptedException {
            Map<TopicPartition, Long> ends = offsets(topic, OffsetSpec.latest());
            try (Consumer<String, String> reader = QueueClients.reader(settings)) {
                reader.assign(ends.keySet());
                reader.seekToBeginning(ends.keySet());
                while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                    reader.poll(Duration.ofSeconds(1)).forEach(each);
                }
            }
        }

        private static void read(ConsumerRecord<String, String> record, List<StudyResult> results) {
            try {
                results.add(QueueMessages.result(record.value()));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                LOG.warn("Message {} of partition {} of {} is not a result, and is left out", record.offset(),
                        record.partition(), record.topic());
            }
        }
    }
}
