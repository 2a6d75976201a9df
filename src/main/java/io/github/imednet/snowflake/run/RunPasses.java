package io.github.imednet.snowflake.run;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run's passes over its list, one after the other until the list does not change meanwhile. */
final class RunPasses {

    private static final Logger LOG = LoggerFactory.getLogger(RunPasses.class);
    private static final int MOST_PASSES = 5;

    private final String studyKey;
    private final RunMode mode;
    private final RunStatistics statistics;
    private final AtomicInteger count = new AtomicInteger(1);
    private final AtomicInteger overAll = new AtomicInteger(1);
    private volatile ReadPass current;
    private volatile boolean stable;

    RunPasses(String studyKey, RunMode mode, RunStatistics statistics, ReadPass first) {
        this.studyKey = studyKey;
        this.mode = mode;
        this.statistics = statistics;
        this.current = first;
    }

    ReadPass current() {
        return current;
    }

    int count() {
        return count.get();
    }

    /** Which of the passes over all that there is the current one is. */
    int overAll() {
        return overAll.get();
    }

    /** The run is a resumed one: what its files are now has been written by none of the passes before. */
    void resumesAfter(int passesBefore) {
        overAll.set(passesBefore + 1);
    }

    /** Begins another list than before: its first pass. */
    void read(ReadPass first) {
        if (mode.hasReadChanges() && !first.isOfChanges()) {
            overAll.incrementAndGet();
        }
        current = first;
        count.set(1);
        stable = false;
    }

    /** Whether nothing of this run stands in the journal or in the table before the pass. */
    boolean isFirst() {
        return count.get() == 1 && !mode.hasReadChanges();
    }

    boolean isStable() {
        return stable;
    }

    /** Nothing changed while the study was read: the pass is its last. */
    void stable() {
        stable = true;
    }

    /**
     * Plans another pass in place of the one that has ended. After some the run fails instead: the study is not
     * stable.
     */
    void readAgain(ReadPass next, String why) {
        if (count.incrementAndGet() > MOST_PASSES) {
            statistics.failed(null, new ReconciliationException(List.of("the study is not stable: it changed during"
                    + " each of " + MOST_PASSES + " passes (" + why + "). Export it again when fewer"
                    + " changes are made")));
        } else {
            LOG.info("{} is read again: {}", studyKey, why);
            if (next.staged().isEmpty()) {
                overAll.incrementAndGet();
            }
            current = next;
        }
    }

    /** Ends the reading if the pass gave the same as the one before it; else plans another one of all pages. */
    void compareWithPassBefore(String why) {
        if (isLikeThePassBefore()) {
            stable();
        } else {
            readAgain(current.fromTheBeginning(), why);
        }
    }

    /** Whether this pass gave the same files as the one before it; what an earlier run left is no such pass. */
    boolean isLikeThePassBefore() {
        return count.get() > 1 && statistics.isLikeThePassBefore();
    }
}
