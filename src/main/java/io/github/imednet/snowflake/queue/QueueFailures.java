package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.QueueSettings;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Says what a failure of Kafka's clients means, and what to do. */
final class QueueFailures {

    private QueueFailures() {}

    static RuntimeException explain(QueueSettings settings, Throwable failure) {
        Throwable cause = failure instanceof ExecutionException && failure.getCause() != null
                ? failure.getCause() : failure;
        if (cause instanceof ExportConfigurationException configuration) {
            return configuration;
        }
        if (cause instanceof TimeoutException) {
            return new QueueException("No broker of queue.brokers (" + settings.brokers() + ") answered within "
                    + QueueClients.ANSWER.toSeconds() + " seconds: check the addresses, the network, and"
                    + " queue.security-protocol", cause);
        }
        if (cause instanceof AuthenticationException) {
            return new ExportConfigurationException("The brokers refused the login: check queue.sasl-mechanism and"
                    + " queue.sasl-jaas-config (" + cause.getMessage() + ")", cause);
        }
        if (cause instanceof AuthorizationException) {
            return new ExportConfigurationException("The brokers do not allow it: have the rights given to read, write and"
                    + " describe the topics of queue.* and the group " + settings.group() + ", and to create topics or"
                    + " have them made (" + cause.getMessage() + ")", cause);
        }
        Throwable bottom = cause;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        if (bottom instanceof ConfigException || cause instanceof KafkaException && cause.getCause() != null) {
            return new ExportConfigurationException("Kafka's client cannot be made of the settings queue.* ("
                    + bottom.getMessage() + "): check queue.brokers, and how to log in", cause);
        }
        return new QueueException("The brokers of queue.brokers failed: " + cause.getMessage(), cause);
    }
}
