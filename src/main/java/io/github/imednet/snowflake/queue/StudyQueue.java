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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
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
     * What workers of {@code queue.topic} did, and what waits for them. Who may not ask for the latter has the former.
     *
     * @throws QueueException if the brokers do not answer
     * @throws ExportConfigurationException if they refuse the results, their topic is missing, or camel-kafka is
     */
    public static Night night(QueueSettings settings) {
        return ask(settings, Topics::night);
    }

    /**
     * What workers did.
     *
     * @param results all that they told and the topic of results still has, in the order of each study
     * @param behind by the name of a study that runs: which ones wait for its end, as its worker has their partitions
     * @param missingRights those without which the brokers do not say what waits; none where nothing runs
     */
    public record Night(
            List<StudyResult> results, Map<String, List<String>> behind, List<String> missingRights) {}

    /**
     * The queue's topics, and how many partitions each has: 0 where it is missing.
     *
     * @throws QueueException if the brokers do not answer
     * @throws ExportConfigurationException if they refuse it, or camel-kafka is missing
     */
    public static Map<String, Integer> topics(QueueSettings settings) {
        return ask(settings, Topics::partitions);
    }

    /**
     * Who shares the work, and what is not done. Whoever may take orders may ask.
     *
     * @return nothing where the topic of studies is missing
     * @throws QueueException if the brokers do not answer
     * @throws ExportConfigurationException if they refuse it, or camel-kafka is missing
     */
    public static Optional<Group> group(QueueSettings settings) {
        return ask(settings, Topics::group);
    }

    /**
     * The workers of a queue.
     *
     * @param workers members of the group
     * @param notAcknowledged orders that wait or are exported
     */
    public record Group(int workers, long notAcknowledged) {}

    /**
     * What it means that orders could not be sent.
     *
     * @return an {@link ExportConfigurationException} for what was refused, or a {@link QueueException}
     */
    public static RuntimeException explain(QueueSettings settings, Throwable failure) {
        return QueueFailures.explain(settings, failure);
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
                    throw new ExportConfigurationException(
                            "The brokers do not have the topics of queue.*: they are made when"
                                    + " the first study is enqueued (imednet enqueue), or the first worker starts",
                            e);
                }
                throw QueueFailures.explain(settings, e);
            }
        }

        QueueReport report() throws ExecutionException, InterruptedException {
            Collection<StudyResult> last = last(results());
            List<StudyResult> running = of(State.RUNNING, last);
            Collection<MemberDescription> workers = workers();
            return new QueueReport(
                    settings.topic(),
                    settings.group(),
                    workers.size(),
                    Math.max(0, notAcknowledged() - running.size()),
                    running,
                    behind(running, workers),
                    of(State.RETRY, last),
                    of(State.FAILED, last),
                    of(State.RECONCILED, last).size(),
                    deadLetters());
        }

        Night night() throws ExecutionException, InterruptedException {
            List<StudyResult> results = results();
            List<StudyResult> running = of(State.RUNNING, last(results));
            List<String> missing = running.isEmpty() ? List.of() : missingRights();
            Map<String, List<String>> behind = new TreeMap<>();
            if (missing.isEmpty() && admin.listTopics().names().get().contains(settings.topic())) {
                Map<String, List<String>> byOrder = behind(running, workers());
                for (StudyResult result : running) {
                    List<String> others = byOrder.get(result.correlationId());
                    if (others != null) {
                        behind.put(result.study(), others);
                    }
                }
            }
            return new Night(results, behind, missing);
        }

        /** Of those that are needed to say what waits behind a study. */
        private List<String> missingRights() throws ExecutionException, InterruptedException {
            List<String> missing = new ArrayList<>();
            if (!mayRead()) {
                missing.add("Read of the topic " + settings.topic());
            }
            if (!mayDescribeGroup()) {
                missing.add("Describe of the group " + settings.group());
            }
            return missing;
        }

        /** Nothing is read for that. Brokers that are so old that they do not tell say it when something is. */
        private boolean mayRead() throws ExecutionException, InterruptedException {
            DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
            try {
                TopicDescription topic = admin.describeTopics(List.of(settings.topic()), options).allTopicNames().get()
                        .values().iterator().next();
                Set<AclOperation> allowed = topic.authorizedOperations();
                return allowed == null || allowed.contains(AclOperation.READ);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    return true; // where there is no topic, nothing waits
                }
                return refused(e);
            }
        }

        private boolean mayDescribeGroup() throws ExecutionException, InterruptedException {
            try {
                workers();
                return true;
            } catch (ExecutionException e) {
                return refused(e);
            }
        }

        /** @return false, for the right is missing; any other failure is thrown on */
        private static boolean refused(ExecutionException failure) throws ExecutionException {
            if (failure.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw failure;
        }

        private static Collection<StudyResult> last(List<StudyResult> results) {
            Map<String, StudyResult> last = new LinkedHashMap<>();
            results.forEach(result -> last.put(result.correlationId(), result));
            return last.values();
        }

        Map<String, Integer> partitions() throws ExecutionException, InterruptedException {
            Map<String, Integer> partitions = new LinkedHashMap<>();
            List.of(settings.topic(), settings.resultsTopic(), settings.deadLetterTopic(), settings.quotaTopic())
                    .forEach(topic -> partitions.put(topic, 0));
            Set<String> present = new HashSet<>(admin.listTopics().names().get());
            present.retainAll(partitions.keySet());
            admin.describeTopics(present).allTopicNames().get()
                    .forEach((topic, description) -> partitions.put(topic, description.partitions().size()));
            return partitions;
        }

        Optional<Group> group() throws ExecutionException, InterruptedException {
            return admin.listTopics().names().get().contains(settings.topic())
                    ? Optional.of(new Group(workers().size(), notAcknowledged()))
                    : Optional.empty();
        }

        private static List<StudyResult> of(State state, Collection<StudyResult> results) {
            return results.stream()
                    .filter(result -> result.state() == state)
                    .sorted(Comparator.comparing(StudyResult::startedAt))
                    .toList();
        }

        private Collection<MemberDescription> workers() throws ExecutionException, InterruptedException {
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

        private long notAcknowledged() throws ExecutionException, InterruptedException {
            Map<TopicPartition, Long> next = next();
            return offsets(settings.topic(), OffsetSpec.latest()).entrySet().stream()
                    .mapToLong(end -> end.getValue() - next.getOrDefault(end.getKey(), end.getValue()))
                    .sum();
        }

        /** The first message of each partition that is not acknowledged. */
        private Map<TopicPartition, Long> next() throws ExecutionException, InterruptedException {
            Map<TopicPartition, Long> next = new HashMap<>(offsets(settings.topic(), OffsetSpec.earliest()));
            Map<TopicPartition, OffsetAndMetadata> acknowledged =
                    admin.listConsumerGroupOffsets(settings.group()).partitionsToOffsetAndMetadata().get();
            next.replaceAll((partition, first) -> {
                OffsetAndMetadata offset = acknowledged.get(partition);
                return offset == null ? first : Math.max(offset.offset(), first);
            });
            return next;
        }

        /** A member of the group takes the next order of all its partitions when it has acknowledged the one before. */
        private Map<String, List<String>> behind(List<StudyResult> running, Collection<MemberDescription> workers)
                throws ExecutionException, InterruptedException {
            if (running.isEmpty()) {
                return Map.of();
            }
            Map<TopicPartition, List<StudyOrder>> waiting = new HashMap<>();
            read(settings.topic(), next(), record -> order(record).ifPresent(order -> waiting.computeIfAbsent(
                            new TopicPartition(record.topic(), record.partition()), partition -> new ArrayList<>())
                    .add(order)));
            Map<String, List<String>> behind = new TreeMap<>();
            for (MemberDescription worker : workers) {
                List<StudyOrder> orders = worker.assignment().topicPartitions().stream()
                        .flatMap(partition -> waiting.getOrDefault(partition, List.of()).stream())
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

        /**
         * A worker runs one at a time: what began before was told by one that is lost, or has given its partition away.
         */
        private static Optional<String> latest(List<StudyResult> running, List<StudyOrder> orders) {
            Set<String> own = orders.stream().map(StudyOrder::correlationId).collect(Collectors.toSet());
            return running.stream()
                    .map(StudyResult::correlationId)
                    .filter(own::contains)
                    .reduce((earlier, later) -> later);
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

        private long deadLetters() throws ExecutionException, InterruptedException {
            byte[] topic = settings.topic().getBytes(StandardCharsets.UTF_8);
            List<ConsumerRecord<String, String>> own = new ArrayList<>();
            read(settings.deadLetterTopic(), Map.of(), record -> {
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

        private List<StudyResult> results() throws ExecutionException, InterruptedException {
            List<StudyResult> results = new ArrayList<>();
            read(settings.resultsTopic(), Map.of(), record -> read(record, results));
            results.removeIf(result -> !settings.topic().equals(result.topic()));
            return results;
        }

        /** @param from where to begin, where it is not the first message */
        private void read(
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
