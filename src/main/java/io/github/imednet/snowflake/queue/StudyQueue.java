package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.QueueSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the queue, as the brokers and the results tell, and changes nothing. */
public final class StudyQueue {

    private StudyQueue() {}

    /**
     * What waits, runs and failed.
     *
     * @throws QueueException if the brokers do not answer
     * @throws ExportConfigurationException if they refuse it, a topic is missing, or camel-kafka is
     */
    public static QueueReport report(QueueSettings settings) {
        return ask(settings, QueueInspection::report);
    }

    /**
     * What workers of {@code queue.topic} did, and what waits for them. Who may not ask for the latter has the former.
     *
     * @throws QueueException if the brokers do not answer
     * @throws ExportConfigurationException if they refuse the results, their topic is missing, or camel-kafka is
     */
    public static Night night(QueueSettings settings) {
        return ask(settings, QueueInspection::night);
    }

    /**
     * What workers did.
     *
     * @param results all that they told and the topic of results still has, in the order of each study
     * @param waiting orders that no worker has taken yet
     * @param behind by the name of a study that runs: which ones wait for its end, as its worker has their partitions
     * @param missingRights those without which the brokers do not say what waits
     */
    public record Night(
            List<StudyResult> results,
            long waiting,
            Map<String, List<String>> behind,
            List<String> missingRights) {}

    /**
     * The queue's topics, and how many partitions each has: 0 where it is missing.
     *
     * @throws QueueException if the brokers do not answer
     * @throws ExportConfigurationException if they refuse it, or camel-kafka is missing
     */
    public static Map<String, Integer> topics(QueueSettings settings) {
        return ask(settings, QueueInspection::partitions);
    }

    /**
     * Who shares the work, and what is not done. Whoever may take orders may ask.
     *
     * @return nothing where the topic of studies is missing
     * @throws QueueException if the brokers do not answer
     * @throws ExportConfigurationException if they refuse it, or camel-kafka is missing
     */
    public static Optional<Group> group(QueueSettings settings) {
        return ask(settings, QueueInspection::group);
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

    private static <T> T ask(QueueSettings settings, QueueInspection.Question<T> question) {
        settings.require();
        KafkaLibrary.require("queue.brokers");
        return QueueInspection.ask(settings, question);
    }
}
