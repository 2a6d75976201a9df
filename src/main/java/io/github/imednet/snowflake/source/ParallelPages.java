package io.github.imednet.snowflake.source;

import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many pages are asked for at the same time: as many as are set, or what the API's answers allow. Then it is one
 * more after each round of good answers that took no longer than before, and half as many after a 429 (additive
 * increase, multiplicative decrease).
 */
public final class ParallelPages {

    private static final Logger LOG = LoggerFactory.getLogger(ParallelPages.class);

    private static final int FIRST = 4;

    /** What a study's memory and an API that is others' too can bear. */
    private static final int MOST = 16;

    /** An API is slower if a round's answers take longer than those of its quickest round by this factor. */
    private static final double SLOWER = 1.5;

    /** After a 429 the API is tried with more only after so many times the usual answers. */
    private static final int CAUTION = 8;

    private final boolean fixed;
    private int limit;
    private int answersOfRound;
    private long nanosOfRound;
    private double quickest = Double.MAX_VALUE;
    private int roundsToWait = 1;
    private @Nullable Long reducedAt;
    private IntConsumer listener = unheard -> { };

    /** @param set the number, or empty where it follows the answers */
    public ParallelPages(OptionalInt set) {
        this.fixed = set.isPresent();
        this.limit = set.orElse(FIRST);
    }

    /** How many it is now. */
    public synchronized int limit() {
        return limit;
    }

    /** Has somebody told of each change. */
    public synchronized void onChange(IntConsumer changed) {
        listener = changed;
    }

    /**
     * Takes note of an answer.
     *
     * @param status of HTTP
     * @param begun when it was asked for, in nanoseconds of {@link System#nanoTime}
     * @param ended when the answer came
     */
    public synchronized void answered(int status, long begun, long ended) {
        if (fixed) {
            return;
        }
        if (status == 429) {
            reduce(begun, ended);
        } else if (status == 200) {
            answersOfRound++;
            nanosOfRound += ended - begun;
            if (answersOfRound >= limit * roundsToWait) {
                endRound();
            }
        }
    }

    /** What was asked for before the last reduction says nothing of the time after it. */
    private void reduce(long begun, long now) {
        if (reducedAt == null || begun - reducedAt > 0) {
            reducedAt = now;
            roundsToWait = CAUTION;
            change(Math.max(1, limit / 2));
            LOG.info("iMednet answered 429: {} pages are asked for at a time from now on", limit);
        }
    }

    private void endRound() {
        double mean = (double) nanosOfRound / answersOfRound;
        quickest = Math.min(quickest, mean);
        boolean quick = mean <= quickest * SLOWER;
        change(quick ? Math.min(MOST, limit + 1) : limit);
    }

    private void change(int changed) {
        answersOfRound = 0;
        nanosOfRound = 0;
        if (changed != limit) {
            limit = changed;
            listener.accept(changed);
        }
    }
}
