package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.QueueSettings;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.component.kafka.PollExceptionStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does that cannot poll: it waits and polls again, or ends where the brokers refuse it. Without this
 * camel-kafka ends the thread that polls, and leaves the process waiting for nothing, or connects again without a
 * pause.
 */
final class PollFailures implements PollExceptionStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(PollFailures.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final QueueSettings settings;
    private final Consumer<RuntimeException> fault;
    private volatile boolean ended;

    /** @param fault is told what the worker ends for */
    PollFailures(QueueSettings settings, Consumer<RuntimeException> fault) {
        this.settings = settings;
        this.fault = fault;
    }

    @Override
    public boolean canContinue() {
        return !ended;
    }

    @Override
    public void handle(long offset, Exception failure) {
        if (failure instanceof AuthenticationException
                || failure instanceof AuthorizationException
                || !(failure instanceof KafkaException)) {
            ended = true;
            fault.accept(QueueFailures.explain(settings, failure));
            return;
        }
        LOG.warn("{} cannot be read, and is asked again in {} seconds: {}", settings.topic(), PAUSE.toSeconds(),
                failure.getMessage());
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        }
    }
}
