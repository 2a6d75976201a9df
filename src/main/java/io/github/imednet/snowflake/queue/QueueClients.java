package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.QueueSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Kafka's clients as the settings say. Nothing here is loaded where Kafka's library may be missing. */
public final class QueueClients {

    /**
     * At the longest between two tries to connect to a broker that is away: each of them, of each client, is a line in
     * the log.
     */
    static final Duration RECONNECT = Duration.ofSeconds(5);

    private QueueClients() {}

    public static Admin admin(QueueSettings settings) {
        return Admin.create(properties(settings));
    }

    /** What is asked of the brokers, or done there. */
    interface Question<T> {

        T of(Admin admin) throws ExecutionException, InterruptedException;
    }

    /**
     * Asks the brokers.
     *
     * @throws QueueException if they do not answer
     * @throws io.github.imednet.snowflake.config.ExportConfigurationException if they refuse it
     */
    static <T> T ask(QueueSettings settings, Question<T> question) {
        try (Admin admin = admin(settings)) {
            return question.of(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueueException("Interrupted while the brokers were asked", e);
        } catch (ExecutionException | RuntimeException e) {
            throw QueueFailures.explain(settings, e);
        }
    }

    /** A consumer that belongs to no group, and so takes nothing from a worker. */
    public static Consumer<String, String> reader(QueueSettings settings) {
        Map<String, Object> properties = properties(settings);
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    }

    private static Map<String, Object> properties(QueueSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put("bootstrap.servers", settings.require().brokers());
        int answer = (int) settings.answerTimeout().toMillis();
        properties.put("request.timeout.ms", answer / 2);
        properties.put("default.api.timeout.ms", answer);
        properties.put("reconnect.backoff.max.ms", (int) RECONNECT.toMillis());
        return properties;
    }
}
