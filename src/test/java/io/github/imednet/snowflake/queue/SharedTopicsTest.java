package io.github.imednet.snowflake.queue;

import static io.github.imednet.snowflake.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.queue.StudyResult.Failure;
import io.github.imednet.snowflake.queue.StudyResult.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Workers of several API keys tell in the same topics: who looks at one queue sees what belongs to it alone. */
class SharedTopicsTest {

    @Test
    void resultsAndDeadLettersOfOtherKeysAreNotShown() throws Exception {
        KafkaBroker broker = KafkaBroker.shared();
        Map<String, String> queue = broker.newQueue();
        QueueSettings own = settings(queue, "studies.own");
        new QueueTopics(own).require();
        new QueueTopics(settings(queue, "studies.other")).require();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new StringSerializer(), new StringSerializer())) {
            for (String topic : new String[] {"studies.own", "studies.other", "studies.other"}) {
                producer.send(new ProducerRecord<>(own.resultsTopic(), "ONE", QueueMessages.write(failed(topic))))
                        .get();
                ProducerRecord<String, String> letter = new ProducerRecord<>(own.deadLetterTopic(), "ONE", "{}");
                letter.headers().add("imednet-topic", topic.getBytes(StandardCharsets.UTF_8));
                producer.send(letter).get();
            }
        }

        QueueReport report = StudyQueue.report(own);

        assertThat(report.failed()).containsExactly(failed("studies.own"));
        assertThat(report.deadLetters()).isEqualTo(1);
        assertThat(StudyQueue.night(own).results()).containsExactly(failed("studies.own"));
    }

    /**
     * A worker that was killed told last that its study runs: that waits like all others of the next one's partitions.
     */
    @Test
    void aStudyThatRunsIsTheOneThatWasBegunLast() throws Exception {
        KafkaBroker broker = KafkaBroker.shared();
        QueueSettings own = settings(broker.newQueue(), "studies.behind");
        new QueueTopics(own).require();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.address()), new StringSerializer(), new StringSerializer());
                Consumer<String, String> worker = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.address(),
                                "group.id",
                                own.group(),
                                "enable.auto.commit",
                                false),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            for (int partition = 0; partition < 2; partition++) {
                StudyOrder order = new StudyOrder(
                        1, "S" + partition, null, null, null, null, null, 1, "id" + partition, "2026-03-01T00:00:00Z");
                producer.send(new ProducerRecord<>(own.topic(), partition, order.study(), QueueMessages.write(order)))
                        .get();
            }
            worker.subscribe(Set.of(own.topic()));
            await().until(() -> worker.poll(Duration.ofMillis(50)) != null && worker.assignment().size() == 2);
            for (int last = 0; last < 2; last++) {
                for (StudyResult result : List.of(running(1 - last, last), running(last, last + 2))) {
                    producer.send(new ProducerRecord<>(own.resultsTopic(), result.study(), QueueMessages.write(result)))
                            .get();
                }

                assertThat(StudyQueue.report(own).behind())
                        .isEqualTo(Map.of("id" + last, List.of("S" + (1 - last))));
            }
        }
    }

    private static StudyResult running(int order, int hour) {
        return new StudyResult(1, "id" + order, "studies.behind", "S" + order, State.RUNNING, 1, "worker",
                "2026-03-01T0%d:00:00Z".formatted(hour), null, null, null);
    }

    /** Else it would listen to nothing, and nobody would know. */
    @Test
    void aWorkerThatCannotHearOfPausesDoesNotStart() throws Exception {
        Map<String, String> queue = new HashMap<>(KafkaBroker.shared().newQueue());
        queue.put("queue.answer-timeout", "1");
        assertThatThrownBy(() -> new QuotaReader(settings(queue, "studies.own"), (text, old) -> {}, refusal -> {}))
                .isInstanceOf(ExportConfigurationException.class)
                .hasMessageContaining("do not know the topic " + queue.get("queue.quota-topic"));
    }

    private static StudyResult failed(String topic) {
        return new StudyResult(1, "order of " + topic, topic, "ONE", State.FAILED, 1, "worker", "2026-03-01T00:00:00Z",
                "2026-03-01T00:01:00Z", null, new Failure("refused", "why"));
    }

    /** @param queue whose other topics they share */
    private static QueueSettings settings(Map<String, String> queue, String topic) {
        Map<String, String> values = new HashMap<>(queue);
        values.putAll(Map.of("queue.topic", topic, "queue.partitions", "2"));
        return QueueSettings.read(key -> Optional.ofNullable(values.get(key)));
    }
}
