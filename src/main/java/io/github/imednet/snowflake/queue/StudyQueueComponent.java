package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.QueueSettings;
import java.util.HashMap;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;

/**
 * Makes the component that the routes of the queue send to and take from: camel-kafka, with the settings' brokers and
 * login. Its types may be missing, and are named in a class that is only loaded where there is a queue.
 */
public final class StudyQueueComponent {

    private StudyQueueComponent() {}

    /**
     * The component, or something empty where there is no queue.
     *
     * @throws io.github.imednet.snowflake.config.ExportConfigurationException if there is one, and camel-kafka is
     *         missing
     */
    public static Object open(QueueSettings settings) {
        if (!settings.isSet()) {
            return new Object();
        }
        KafkaLibrary.require("queue.brokers");
        return Component.open(settings);
    }

    private static final class Component {

        /** Answers that a message may wait for with its retries. */
        private static final int DELIVERY = 3;

        /** A broker that does not answer ends a message in seconds; a consumer waits for it. */
        static KafkaComponent open(QueueSettings settings) {
            KafkaConfiguration configuration = new KafkaConfiguration();
            configuration.setBrokers(settings.brokers());
            configuration.setMaxBlockMs((int) settings.answerTimeout().toMillis());
            configuration.setRequestTimeoutMs((int) settings.answerTimeout().toMillis());
            configuration.setDeliveryTimeoutMs((int) settings.answerTimeout().toMillis() * DELIVERY);
            configuration.setReconnectBackoffMaxMs((int) QueueClients.RECONNECT.toMillis());
            configuration.setLingerMs(0);
            configuration.setSessionTimeoutMs((int) settings.sessionTimeout().toMillis());
            configuration.setHeartbeatIntervalMs((int) Math.min(3000, settings.sessionTimeout().toMillis() / 3));
            // After those of Camel's own, which has defaults for some of them
            configuration.setAdditionalProperties(new HashMap<>(settings.clientProperties()));
            KafkaComponent component = new KafkaComponent();
            component.setConfiguration(configuration);
            component.setKafkaManualCommitFactory(GroupMembership::of);
            component.setPollExceptionStrategy(new PollFailures(settings, failure -> component.getCamelContext()
                    .getRegistry()
                    .lookupByNameAndType("studyWorker", StudyWorker.class)
                    .fault(failure)));
            return component;
        }
    }
}
