package io.github.imednet.snowflake.queue;

import io.github.imednet.snowflake.config.ExportConfigurationException;
import io.github.imednet.snowflake.config.HasExitCode;
import io.github.imednet.snowflake.load.RunInProgressException;
import io.github.imednet.snowflake.queue.StudyResult.Failure;
import io.github.imednet.snowflake.run.ExportInterruptedException;
import io.github.imednet.snowflake.run.Failures;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of an order that was not exported. */
final class UnmetOrder {

    /** Characters of an error in a result or a header, and of a dead letter's key. */
    private static final int LONGEST_TEXT = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(UnmetOrder.class);

    private UnmetOrder() {}

    /**
     * Decides it.
     *
     * @param attempts how many each order has
     * @param stopping whether this worker is to stop
     * @return why this worker, whereas others may, cannot meet any order; nothing if it may
     */
    static Optional<ExportConfigurationException> decide(StudyWork work, int attempts, boolean stopping) {
        Throwable known = known(Objects.requireNonNull(work.cause()));
        String message =
                bounded(Objects.requireNonNullElse(Failures.reason(known), known.getClass().getSimpleName()));
        Optional<ExportConfigurationException> fault = Failures.ownFault(known);
        if (known instanceof InvalidOrderException invalid) {
            work.failed(new Failure(invalid.reason(), message));
        } else if (work.order() == null) {
            work.failed(new Failure("invalid-order", message));
        } else if (known instanceof ExportInterruptedException && stopping) {
            work.interrupted(new Failure("interrupted", message));
        } else if (fault.isPresent()) {
            work.interrupted(new Failure("worker-refused", message));
        } else if (known instanceof RunInProgressException) {
            work.putBack(new Failure("run-in-progress", message), false);
        } else if (!Failures.mayPass(known)) {
            work.failed(new Failure("refused", message));
        } else if (work.order().attempt() >= attempts) {
            work.failed(new Failure("attempts-used-up", message));
        } else {
            work.putBack(new Failure("may-pass", message), true);
        }
        LOG.warn("The order {} failed: {}", work.order() == null ? "" : work.order().correlationId(), message);
        return fault;
    }

    static String bounded(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }

    private static Throwable known(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HasExitCode) {
                return cause;
            }
        }
        return failure;
    }
}
