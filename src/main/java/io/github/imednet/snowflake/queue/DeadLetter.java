package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.queue.StudyResult.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A message as it came, with why it is not tried again in its headers. The brokers bound the size of both. */
final class DeadLetter {

    /** The header that has the topic it came from. */
    private static final String TOPIC = "imednet-topic";

    /** Bytes of its value: with key and headers it stays below 1 MiB, which Kafka's producer sends at the most. */
    private static final int LONGEST = 900_000;

    private DeadLetter() {}

    /**
     * Makes a message one.
     *
     * @param topic the one it came from
     */
    static void write(StudyWork work, String topic, String worker, Message message) {
        Failure failure = Objects.requireNonNull(work.failure());
        message.removeHeaders("*");
        if (work.key() != null) {
            message.setHeader(KafkaConstants.KEY, UnmetOrder.bounded(work.key()));
        }
        message.setHeader(TOPIC, topic);
        message.setHeader("imednet-reason", failure.reason());
        message.setHeader("imednet-error", failure.message());
        message.setHeader("imednet-worker", worker);
        message.setHeader("imednet-failed-at", Instant.now().toString());
        byte[] value = work.message();
        if (value.length > LONGEST) {
            message.setHeader("imednet-length", String.valueOf(value.length));
        }
        message.setBody(Arrays.copyOf(value, Math.min(value.length, LONGEST)));
    }

    /** Whether a dead letter with these headers came from the topic. */
    static boolean isOf(String topic, Headers headers) {
        Header from = headers.lastHeader(TOPIC);
        return from != null && Arrays.equals(from.value(), topic.getBytes(StandardCharsets.UTF_8));
    }
}
