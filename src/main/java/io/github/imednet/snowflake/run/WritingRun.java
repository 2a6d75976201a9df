package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.StagingRun;
import io.github.imednet.snowflake.journal.Journal;
import io.github.imednet.snowflake.load.LoadRun;
import io.github.imednet.snowflake.load.LoadTarget;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A run that brings batches to the table, as far as these need it: of a study, or of one batch of a program's own. */
public interface WritingRun extends LoadRun, Traffic, StagingRun {

    /** What the run has done so far. */
    RunStatistics statistics();

    Journal journal();

    /** Id of the run's first batch, or null while a sink opens, which has none yet. */
    @Nullable String firstBatchId();

    /** How many batches are to become files, those that are files already among them. */
    long batchesBegun();

    /** Whether the run's files are loaded as they come; else all of them at the end, as one load. */
    default boolean loadsAsItReads() {
        return true;
    }

    /** The context has stopped before the run had ended: it gives up what it holds, as a killed one does. */
    void abandon() throws IOException;

    /** The run's own part of the staging directory, for files that are not complete yet, and those of a PUT. */
    Path workDirectory();

    @Override
    default boolean isStopping() {
        return statistics().isStopping();
    }

    @Override
    default LoadTarget target() {
        return statistics().target();
    }

    @Override
    default int loadBegins() {
        return statistics().loadBegins();
    }

    @Override
    default void lockRequested() {
        statistics().lockRequested();
    }

    @Override
    default boolean hasLock() {
        return statistics().hasLock();
    }
}
