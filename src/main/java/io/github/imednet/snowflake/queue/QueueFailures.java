package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.HasExitCode;
import io.github.imednet.snowflake.config.QueueSettings;
import io.github.imednet.snowflake.run.Failures;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Says what a failure of Kafka's clients means, and what to do. */
final class QueueFailures {

    private QueueFailures() {}

    /**
     * What the brokers refuse this login, whatever it sends or reads.
     *
     * @return nothing if the failure is another one
     */
    static Optional<ExportConfigurationException> refusal(QueueSettings settings, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SslAuthenticationException) {
                return Optional.of(new ExportConfigurationException("No broker of queue.brokers (" + settings.brokers()
                        + ") can be talked to by TLS: check queue.ssl-truststore, that their certificates name these"
                        + " addresses, queue.ssl-keystore where they ask for a certificate, and whether"
                        + " queue.security-protocol is theirs (" + Failures.reason(bottom(cause)) + ")", failure));
            }
            if (cause instanceof AuthenticationException) {
                return Optional.of(new ExportConfigurationException("The brokers refused the login: check"
                        + " queue.sasl-mechanism and queue.sasl-jaas-config (" + cause.getMessage() + ")", failure));
            }
            if (cause instanceof AuthorizationException) {
                return Optional.of(new ExportConfigurationException("The brokers do not allow this login what it needs"
                        + " (" + cause.getMessage()
                        + (cause instanceof ClusterAuthorizationException ? " It may write to none of the topics" : "")
                        + "): have the rights given that docs/queue.md names, for the topics of"
                        + " queue.* and the group " + settings.group(), failure));
            }
        }
        return Optional.empty();
    }

    static RuntimeException explain(QueueSettings settings, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HasExitCode && cause instanceof RuntimeException known) {
                return known;
            }
        }
        Throwable cause = ofKafka(failure);
        return refusal(settings, cause)
                .<RuntimeException>map(refusal -> refusal)
                .orElseGet(() -> other(settings, cause));
    }

    /** Without what says where it came from. */
    private static Throwable ofKafka(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException) {
                return cause;
            }
        }
        return failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static RuntimeException other(QueueSettings settings, Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new QueueException(
                    "No broker of queue.brokers (" + settings.brokers() + ") answered within "
                            + settings.answerTimeout().toSeconds()
                            + " seconds (queue.answer-timeout): check the addresses, the network, and"
                            + " queue.security-protocol",
                    cause);
        }
        if (cause instanceof RecordTooLargeException) {
            return new ExportConfigurationException(
                    "The brokers do not take a message as long as this one: shorten it (" + cause.getMessage() + ")",
                    cause);
        }
        Throwable bottom = bottom(cause);
        if (isOfLogin(bottom)) {
            // Without its cause: Kafka's message quotes what it does not expect, which may be of a password
            return new ExportConfigurationException(
                    List.of("queue.sasl-jaas-config cannot be read, and is not shown: it is of the form"
                            + " org.apache.kafka.common.security.scram.ScramLoginModule required username=\"...\""
                            + " password=\"...\";"));
        }
        if (bottom instanceof ConfigException || cause instanceof KafkaException && cause.getCause() != null) {
            return new ExportConfigurationException(
                    "Kafka's client cannot be made of the settings queue.* (" + Failures.reason(bottom)
                            + "): check queue.brokers, how to log in, and the files of queue.ssl-*",
                    cause);
        }
        return new QueueException("The brokers of queue.brokers failed: " + cause.getMessage(), cause);
    }

    private static boolean isOfLogin(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("org.apache.kafka.common.security.JaasConfig"));
    }

    private static Throwable bottom(Throwable failure) {
        Throwable bottom = failure;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        return bottom;
    }
}
