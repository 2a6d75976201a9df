package io.github.imednet.snowflake.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.queue.StudyResult.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@link StudyQueue} says, asked of the brokers. Nothing here is loaded where Kafka's clients may be missing. */
final class QueueInspection {

    private static final Logger LOG = LoggerFactory.getLogger(QueueInspection.class);

    private final QueueSettings settings;
    private final Admin admin;
    private final TopicReader topics;
    private final WorkerGroup group;

    private QueueInspection(QueueSettings settings, Admin admin) {
        this.settings = settings;
        this.admin = admin;
        this.topics = new TopicReader(settings, admin);
        this.group = new WorkerGroup(settings, admin, topics);
    }

    /** What is to be known of the queue. */
    interface Question<T> {

        T of(QueueInspection queue) throws ExecutionException, InterruptedException;
    }

    static <T> T ask(QueueSettings settings, Question<T> question) {
        return QueueClients.ask(settings, admin -> {
            try {
                return question.of(new QueueInspection(settings, admin));
            } catch (ExecutionException | RuntimeException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    throw new ExportConfigurationException(
                            "The brokers do not have the topics of queue.*: they are made when"
                                    + " the first study is enqueued (imednet enqueue), or the first worker starts",
                            e);
                }
                throw e;
            }
        });
    }

    QueueReport report() throws ExecutionException, InterruptedException {
        Collection<StudyResult> last = last(results());
        List<StudyResult> running = of(State.RUNNING, last);
        Collection<MemberDescription> workers = group.members();
        return new QueueReport(
                settings.topic(),
                settings.group(),
                workers.size(),
                waiting(running),
                running,
                behind(running, workers),
                of(State.RETRY, last),
                of(State.FAILED, last),
                of(State.RECONCILED, last).size(),
                deadLetters());
    }

    private long waiting(List<StudyResult> running) throws ExecutionException, InterruptedException {
        return Math.max(0, group.notAcknowledged() - running.size());
    }

    StudyQueue.Night night() throws ExecutionException, InterruptedException {
        List<StudyResult> results = results();
        List<StudyResult> running = of(State.RUNNING, last(results));
        List<String> missing = new ArrayList<>();
        if (!mayRead()) {
            missing.add("Read of the topic " + settings.topic());
        }
        Optional<Collection<MemberDescription>> workers = membersIfAllowed();
        if (workers.isEmpty()) {
            missing.add("Describe of the group " + settings.group());
        }
        if (!missing.isEmpty() || !hasOrders()) {
            return new StudyQueue.Night(results, 0, Map.of(), missing);
        }
        return new StudyQueue.Night(
                results, waiting(running), byStudy(running, behind(running, workers.get())), missing);
    }

    private static Map<String, List<String>> byStudy(List<StudyResult> running, Map<String, List<String>> byOrder) {
        Map<String, List<String>> byStudy = new TreeMap<>();
        for (StudyResult result : running) {
            List<String> others = byOrder.get(result.correlationId());
            if (others != null) {
                byStudy.put(result.study(), others);
            }
        }
        return byStudy;
    }

    private Map<String, List<String>> behind(List<StudyResult> running, Collection<MemberDescription> workers)
            throws ExecutionException, InterruptedException {
        return running.isEmpty() ? Map.of() : WaitingOrders.read(topics, settings.topic(), group.next())
                .behind(running, workers);
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
            return ifAllowed(e, false);
        }
    }

    private Optional<Collection<MemberDescription>> membersIfAllowed() throws ExecutionException, InterruptedException {
        try {
            return Optional.of(group.members());
        } catch (ExecutionException e) {
            return ifAllowed(e, Optional.empty());
        }
    }

    /** @return what stands for a right that is missing; any other failure is thrown on */
    private static <T> T ifAllowed(ExecutionException failure, T refused) throws ExecutionException {
        if (failure.getCause() instanceof AuthorizationException) {
            return refused;
        }
        throw failure;
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

    Optional<StudyQueue.Group> group() throws ExecutionException, InterruptedException {
        return hasOrders()
                ? Optional.of(new StudyQueue.Group(group.members().size(), group.notAcknowledged()))
                : Optional.empty();
    }

    /** Whether the topic of studies is there, and this login may know of it. */
    private boolean hasOrders() throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get().contains(settings.topic());
    }

    private static Collection<StudyResult> last(List<StudyResult> results) {
        Map<String, StudyResult> last = new LinkedHashMap<>();
        results.forEach(result -> last.put(result.correlationId(), result));
        return last.values();
    }

    private static List<StudyResult> of(State state, Collection<StudyResult> results) {
        return results.stream()
                .filter(result -> result.state() == state)
                .sorted(Comparator.comparing(StudyResult::startedAt))
                .toList();
    }

    private long deadLetters() throws ExecutionException, InterruptedException {
        List<ConsumerRecord<String, String>> own = new ArrayList<>();
        topics.read(settings.deadLetterTopic(), Map.of(), record -> {
            if (DeadLetter.isOf(settings.topic(), record.headers())) {
                own.add(record);
            }
        });
        return own.size();
    }

    private List<StudyResult> results() throws ExecutionException, InterruptedException {
        List<StudyResult> results = new ArrayList<>();
        topics.read(settings.resultsTopic(), Map.of(), record -> result(record).ifPresent(results::add));
        results.removeIf(result -> !settings.topic().equals(result.topic()));
        return results;
    }

    private static Optional<StudyResult> result(ConsumerRecord<String, String> record) {
        try {
            return Optional.of(QueueMessages.result(record.value()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            LOG.warn("Message {} of partition {} of {} is not a result, and is left out", record.offset(),
                    record.partition(), record.topic());
            return Optional.empty();
        }
    }
}
