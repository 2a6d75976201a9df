package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.QueueSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whether a worker that cannot poll goes on; with brokers that {@link RefusedMessageTest} and {@link SecuredQueueTest}
 * have.
 */
class PollFailuresTest {

    private final List<RuntimeException> faults = new ArrayList<>();
    private final PollFailures failures = new PollFailures(
            QueueSettings.read(key -> key.equals("queue.brokers") ? Optional.of("kafka:9092") : Optional.empty()),
            faults::add);

    @AfterEach
    void takeBackTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void whoIsRefusedEndsWithWhatToDo() {
        assertThat(failures.canContinue()).isTrue();

        failures.handle(0, new SaslAuthenticationException("invalid credentials"));

        assertThat(failures.canContinue()).isFalse();
        assertThat(faults).singleElement().isInstanceOf(ExportConfigurationException.class)
                .asString().contains("refused the login", "invalid credentials");
    }

    @Test
    void aRightThatWasTakenAwayEndsToo() {
        failures.handle(0, new TopicAuthorizationException("Not authorized to access topics: [imednet.studies]"));

        assertThat(failures.canContinue()).isFalse();
        assertThat(faults).singleElement().asString().contains("[imednet.studies]", "docs/queue.md");
    }

    /** A worker whose thread ended without a word would wait for nothing. */
    @Test
    void whatNobodyExpectsEndsToo() {
        failures.handle(0, new IllegalStateException("not subscribed"));

        assertThat(failures.canContinue()).isFalse();
        assertThat(faults).singleElement().asString().contains("not subscribed");
    }

    @Test
    void whoIsToldToStopWhileItWaitsDoesSoWithoutAFault() {
        Thread.currentThread().interrupt();

        failures.handle(0, new InconsistentGroupProtocolException("another assignor"));

        assertThat(failures.canContinue()).isFalse();
        assertThat(faults).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
