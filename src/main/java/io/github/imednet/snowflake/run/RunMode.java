package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.source.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a run reads what changed or everything, and how far it is with that. A run that is to read what changed reads
 * everything as soon as it is seen that the other cannot be proved to be enough, and says why.
 */
final class RunMode {

    static final String FULL = "full";
    private static final String INCREMENTAL = "incremental";
    private static final Logger LOG = LoggerFactory.getLogger(RunMode.class);

    private final boolean wanted;
    private volatile @Nullable String whyFull;
    private volatile @Nullable Instant since;
    private volatile @Nullable Long above;
    @SuppressWarnings("NullAway.Init") // set with the total that a round begins with
    private volatile Instant upTo;
    private volatile long totalBefore = -1;
    private volatile long totalAfter = -1;
    private volatile long changed;
    private volatile boolean hasReadChanges;
    private volatile boolean resumesAll;
    private volatile boolean undated;
    private volatile boolean reconciled;
    private volatile int rounds;

    RunMode(boolean wanted) {
        this.wanted = wanted;
    }

    /** Whether the run is to read what changed, where that is enough. */
    boolean isWanted() {
        return wanted;
    }

    boolean isIncremental() {
        return wanted && whyFull == null;
    }

    String name() {
        return isIncremental() ? INCREMENTAL : FULL;
    }

    /** Everything is read, unless that is decided already. */
    void full(String why) {
        if (isIncremental()) {
            LOG.info("Everything is read, and not only what changed: {}", why);
            whyFull = why;
        }
    }

    /** The run is resumed, and has read some of all pages. */
    void resumesAll() {
        resumesAll = true;
    }

    boolean isResumedAmidAll() {
        return resumesAll;
    }

    @Nullable String whyFull() {
        return whyFull;
    }

    /** An answer of the API came; that its clock tells decides on what the next run can ask. */
    void answered(Page page) {
        undated |= !page.isDated();
    }

    boolean isUndated() {
        return undated;
    }

    /** A round begins: the total of the whole list before its changes are read. */
    void before(Page total) {
        rounds++;
        totalBefore = total.totalElements();
        totalAfter = -1;
        upTo = total.upTo();
    }

    void after(Page total) {
        totalAfter = total.totalElements();
    }

    int rounds() {
        return rounds;
    }

    long totalBefore() {
        return totalBefore;
    }

    /** The total after the changes were read, or -1. */
    long totalAfter() {
        return totalAfter;
    }

    /** What the API announced last of the whole list. */
    long announced() {
        return totalAfter >= 0 ? totalAfter : totalBefore;
    }

    /** Changes are asked for from then on. */
    void since(Instant time) {
        since = time;
    }

    /** The same as text, or null where everything is read. */
    @Nullable String since() {
        return since == null || !isIncremental() ? null : since.toString();
    }

    /** Entities with greater ids than this are asked for, in place of changes since a time. */
    void above(long id) {
        above = id;
    }

    /** The same, or null. */
    @Nullable Long above() {
        return above;
    }

    void changed(long records) {
        changed = records;
        hasReadChanges |= records > 0;
    }

    long changed() {
        return changed;
    }

    boolean hasReadChanges() {
        return hasReadChanges;
    }

    /** Changes before then are in the table, by the API's clock. */
    Instant upTo() {
        return upTo;
    }

    /** The table was reconciled: it is equal to the study. */
    void reconciled() {
        reconciled = true;
    }

    boolean isReconciled() {
        return reconciled;
    }
}
