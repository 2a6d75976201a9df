package io.github.imednet.snowflake.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.queue.StudyResult.Failure;
import io.github.imednet.snowflake.queue.StudyResult.State;
import io.github.imednet.snowflake.run.Failures;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message that a worker has taken, and what became of it so far. */
public final class StudyWork {

    private final Instant startedAt = Instant.now();
    private final byte[] message;
    private final @Nullable String key;
    private final Object commit;
    private int lostWorkers;
    private @Nullable StudyOrder order;
    private @Nullable JsonNode summary;
    private @Nullable Throwable cause;
    private @Nullable Failure failure;
    private State state = State.RUNNING;
    private boolean interrupted;
    private boolean held = true;
    private boolean counted;
    private boolean countsAsAttempt = true;

    /**
     * @param message its value as it came
     * @param key its key
     * @param commit Camel's handle to acknowledge it by
     * @param lostWorkers how many workers were lost with it, as far as it tells
     */
    StudyWork(byte[] message, @Nullable String key, Object commit, int lostWorkers) {
        this.message = message.clone();
        this.key = key;
        this.commit = commit;
        this.lostWorkers = lostWorkers;
    }

    byte[] message() {
        return message.clone();
    }

    @Nullable String key() {
        return key;
    }

    Object commit() {
        return commit;
    }

    int lostWorkers() {
        return lostWorkers;
    }

    void lostWorkers(int found) {
        lostWorkers = found;
        counted = true;
    }

    /** Whether it is known how many workers were lost with it: before that a note of them is not replaced. */
    boolean isCounted() {
        return counted;
    }

    /** Whether the brokers have not been told that this worker leaves it. */
    boolean isHeld() {
        return held;
    }

    void left() {
        held = false;
    }

    void read(StudyOrder read) {
        order = read;
    }

    /** The order; null if the message is none. */
    @Nullable StudyOrder order() {
        return order;
    }

    void summary(JsonNode told) {
        summary = told;
    }

    void reconciled() {
        state = State.RECONCILED;
    }

    /** What it means is to be decided. */
    void notMet(Throwable why) {
        cause = why;
    }

    /** Why the order was not met, or could not be read; null if it was. */
    @Nullable Throwable cause() {
        return cause;
    }

    /** It will not be tried again. */
    void failed(Failure why) {
        state = State.FAILED;
        failure = why;
    }

    /** It will be tried again. @param counts whether this was an attempt of its own */
    void putBack(Failure why, boolean counts) {
        state = State.RETRY;
        failure = why;
        countsAsAttempt = counts;
    }

    /** The worker is to stop: the message stays where it is. */
    void interrupted(Failure why) {
        putBack(why, false);
        interrupted = true;
    }

    @Nullable Failure failure() {
        return failure;
    }

    boolean countsAsAttempt() {
        return countsAsAttempt;
    }

    /** For routes, as those that follow: whether the message is an order. */
    public boolean isOrder() {
        return order != null;
    }

    public boolean isToExport() {
        return order != null && cause == null;
    }

    public boolean isNotMet() {
        return cause != null;
    }

    /** Whether the API answered 403, be it for the study or for the keys. */
    public boolean isForbidden() {
        return cause != null && Failures.isForbidden(cause);
    }

    public boolean isFailed() {
        return state == State.FAILED;
    }

    public boolean isToPutBack() {
        return state == State.RETRY && !interrupted;
    }

    public boolean isInterrupted() {
        return interrupted;
    }

    /** What is to be told of it now; it must be an order. */
    StudyResult result(StudyOrder of, String worker, String topic) {
        boolean running = state == State.RUNNING;
        return new StudyResult(StudyOrder.VERSION, of.correlationId(), topic, of.study(), state, of.attempt(), worker,
                startedAt.toString(), running ? null : Instant.now().toString(), summary, failure);
    }
}
