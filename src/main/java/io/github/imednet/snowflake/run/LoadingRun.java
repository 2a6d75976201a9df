package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.journal.Journal;

/** A run as far as its batches on their way to the table need it: of a study, or of one batch of a program's own. */
interface LoadingRun extends Traffic, LockHolder {

    String id();

    /** What its claim in Snowflake is entered as: the id, or the id, a slash and more. */
    String claim();

    /** What the run has done so far. */
    RunStatistics statistics();

    Journal journal();

    /** Id of the run's first batch, or null while a sink opens, which has none yet. */
    String firstBatchId();

    /** How many batches are to become files, those that are files already among them. */
    long batchesBegun();

    @Override
    default void lockRequested() {
        statistics().lockRequested();
    }

    @Override
    default boolean hasLock() {
        return statistics().hasLock();
    }
}
