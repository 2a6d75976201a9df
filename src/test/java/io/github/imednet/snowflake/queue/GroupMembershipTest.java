package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.run.ExportRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Who acknowledges a message changes nothing of a partition that another one has by now. */
class GroupMembershipTest {

    private static final TopicPartition PARTITION = new TopicPartition("studies", 0);

    @Test
    void whoLostThePartitionDoesNotSetItBack() throws Exception {
        QueueSettings queue = queue(2);
        try (Consumer<String, String> first = consumer(queue);
                Consumer<String, String> second = consumer(queue)) {
            first.subscribe(Set.of(queue.topic()));
            await().until(() -> poll(first).assignment().size() == 2);
            second.subscribe(Set.of(queue.topic()));
            await().until(() -> poll(first).assignment().size() == 1 & poll(second).assignment().size() == 1);
            TopicPartition kept = first.assignment().iterator().next();
            TopicPartition moved = second.assignment().iterator().next();
            second.commitSync(Map.of(moved, new OffsetAndMetadata(9)));

            new GroupMembership(first, moved, 5).commit();
            new GroupMembership(first, kept, 3).commit();
            new GroupMembership(first, kept, 2).commit();

            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(second.committed(Set.of(moved, kept)));
            assertThat(committed).isEqualTo(Map.of(moved, new OffsetAndMetadata(9), kept, new OffsetAndMetadata(4)));
        }
    }

    /** An order that failed was put back by then: taken once more, it would be two. */
    @Test
    void whoGetsThePartitionBackDoesNotTakeAnAcknowledgedMessageAgain() throws Exception {
        QueueSettings queue = queue(1);
        TopicPartition partition = new TopicPartition(queue.topic(), 0);
        send(queue, "acknowledged", "next");
        try (Consumer<String, String> worker = consumer(queue)) {
            worker.subscribe(Set.of(queue.topic()));
            await().until(() -> !worker.poll(Duration.ofMillis(50)).isEmpty());
            worker.seek(partition, 1);
            GroupMembership message = new GroupMembership(worker, partition, 0);
            LostWorkers.begin(message, 0, () -> false);
            worker.unsubscribe();
            worker.subscribe(Set.of(queue.topic()));
            message.keepUntil(() -> worker.assignment().contains(partition));
            assertThat(worker.position(partition)).isZero();

            message.acknowledge(() -> false);

            List<String> taken = new ArrayList<>();
            await().until(() -> {
                worker.poll(Duration.ofMillis(50)).forEach(record -> taken.add(record.value()));
                return taken.contains("next");
            });
            assertThat(taken).containsExactly("next");
        }
    }

    /** What a worker has begun counts as a lost one only when it is not in the group any more, and is not this one. */
    @Test
    void whoIsStillInTheGroupIsNotLost() throws Exception {
        QueueSettings settings = queue(1);
        TopicPartition partition = new TopicPartition(settings.topic(), 0);
        try (Consumer<String, String> second = consumer(settings)) {
            second.subscribe(Set.of(settings.topic()));
            await().until(() -> poll(second).assignment().size() == 1);
            GroupMembership message = new GroupMembership(second, partition, 5);
            assertThat(LostWorkers.count(message, 3, settings, () -> false)).isEqualTo(3);

            LostWorkers.begin(message, 1, () -> false);
            assertThat(LostWorkers.count(message, 0, settings, () -> false)).isEqualTo(1);
            assertThat(LostWorkers.count(new GroupMembership(second, partition, 6), 0, settings, () -> false))
                    .isZero();

            message.keepNote(note(2, message.member()), () -> false);
            assertThat(LostWorkers.count(message, 0, settings, () -> false)).isEqualTo(2);
            message.keepNote(note(2, "of yesterday"), () -> false);
            assertThat(LostWorkers.count(message, 0, settings, () -> false)).isEqualTo(3);
            LostWorkers.leave(message, 2, () -> false);
            assertThat(LostWorkers.count(message, 0, settings, () -> false)).isEqualTo(2);
            message.keepNote("of another tool", () -> false);
            assertThat(LostWorkers.count(message, 0, settings, () -> false)).isZero();
            assertThat(second.committed(Set.of(partition)).get(partition).offset()).isEqualTo(5);
        }
    }

    /** Brokers that do not say who is in the group would else have all that were lost forgotten. */
    @Test
    void whoCouldNotCountLeavesTheNoteAsItIs() throws Exception {
        StudyWorker worker = worker(null);
        SlowBrokers consumer = new SlowBrokers(0);
        GroupMembership message = new GroupMembership(consumer, PARTITION, 5);
        message.keepNote(note(4, "lost"), () -> false);
        StudyWork work = new StudyWork(new byte[0], "ONE", message, 0);
        TimeoutException cause = new TimeoutException("no answer");
        consumer.setPollException(new KafkaException("no answer"));
        try (CamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(() -> worker.refuse(cause, work, new DefaultExchange(context))).isSameAs(cause);
            assertThat(message.note(() -> true)).isEqualTo(note(4, "lost"));

            work.lostWorkers(5);
            consumer.setPollException(new KafkaException("no answer"));
            assertThatThrownBy(() -> worker.refuse(cause, work, new DefaultExchange(context))).isSameAs(cause);
            assertThat(message.note(() -> true)).isEqualTo("{\"lost\":5}");
        }
    }

    /** Else it would count as lost, though it was told to stop: during a rebalance the brokers take no note. */
    @Test
    void whoIsToldToStopWhileTheGroupIsRebalancedLeavesAllTheSame() throws Exception {
        ExportRuns runs = new ExportRuns();
        runs.stop();
        StudyWorker worker = worker(runs);
        SlowBrokers consumer = new SlowBrokers(0);
        StudyWork work = workOf(consumer);
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    // An export that goes on until the brokers know that its worker leaves.
                    from("direct:export").process(order -> await().until(() -> !work.isHeld()));
                }
            });
            context.start();

            worker.export(work, new DefaultExchange(context));
        }

        assertThat(((GroupMembership) work.commit()).note(() -> true)).isEqualTo("{\"lost\":1}");
    }

    @Test
    void whoHasStoppedWaitsForTheEndOfARebalanceToSaySo() throws Exception {
        StudyWorker worker = worker(null);
        SlowBrokers consumer = new SlowBrokers(0);
        StudyWork work = workOf(consumer);
        RebalanceInProgressException cause = new RebalanceInProgressException("not now");
        try (CamelContext context = new DefaultCamelContext() {
            @Override
            public boolean isStopping() {
                return true;
            }
        }) {
            assertThatThrownBy(() -> worker.refuse(cause, work, new DefaultExchange(context))).isSameAs(cause);
        }

        assertThat(((GroupMembership) work.commit()).note(() -> true)).isEqualTo("{\"lost\":1}");
    }

    private static StudyWorker worker(ExportRuns runs) {
        return new StudyWorker(
                QueueSettings.read(key -> Optional.empty()), runs, "direct:export", "direct:check-keys");
    }

    /** Work that another process has lost once, and that this one has; the next commits come during a rebalance. */
    private static StudyWork workOf(SlowBrokers consumer) {
        GroupMembership message = new GroupMembership(consumer, PARTITION, 5);
        message.keepNote(note(1, "this one"), () -> false);
        StudyWork work = new StudyWork(new byte[0], "ONE", message, 0);
        work.read(new StudyOrder(1, "ONE", null, null, null, null, null, 1, "id", "2026-02-28T22:00:00Z"));
        work.lostWorkers(1);
        consumer.rebalances = 3;
        return work;
    }

    private static String note(int lost, String member) {
        return "{\"lost\":%d,\"worker\":\"another process\",\"member\":\"%s\"}".formatted(lost, member);
    }

    /** A commit that the brokers do not answer in time would have the whole study exported again. */
    @Test
    void itWaitsForBrokersThatAreSlow() {
        SlowBrokers consumer = new SlowBrokers(3);

        new GroupMembership(consumer, PARTITION, 5).acknowledge(() -> false);

        assertThat(consumer.committed(Set.of(PARTITION))).containsEntry(PARTITION, new OffsetAndMetadata(6));
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void itDoesNotWaitForThemWhereTheWorkerIsToStop() {
        SlowBrokers consumer = new SlowBrokers(3);

        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> new GroupMembership(consumer, PARTITION, 5).acknowledge(() -> true));
    }

    private static Consumer<String, String> poll(Consumer<String, String> consumer) {
        consumer.poll(Duration.ofMillis(50));
        return consumer;
    }

    /** Settings of a queue with a topic of its own, which is made. */
    private static QueueSettings queue(int partitions) throws Exception {
        KafkaBroker broker = KafkaBroker.shared();
        Map<String, String> settings = broker.newQueue();
        QueueSettings queue = QueueSettings.read(key -> Optional.ofNullable(settings.get(key)));
        broker.createTopic(queue.topic(), partitions, Map.of());
        return queue;
    }

    private static void send(QueueSettings queue, String... values) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", queue.require().brokers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(queue.topic(), value)).get();
            }
        }
    }

    private static Consumer<String, String> consumer(QueueSettings queue) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", queue.require().brokers());
        properties.put("group.id", queue.group());
        // Of a rebalance a member hears with the next one
        properties.put("heartbeat.interval.ms", 300);
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        properties.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    }

    /** Takes a while to answer. */
    private static final class SlowBrokers extends MockConsumer<String, String> {

        private int late;
        private int rebalances;

        SlowBrokers(int late) {
            super(OffsetResetStrategy.EARLIEST);
            this.late = late;
            assign(new HashSet<>(Set.of(PARTITION)));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (rebalances-- > 0) {
                throw new RebalanceInProgressException("not now");
            }
            if (late-- > 0) {
                throw new TimeoutException("no answer");
            }
            super.commitSync(offsets, timeout);
        }
    }
}
