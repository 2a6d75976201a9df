package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.journal.Journal;
import io.github.imednet.snowflake.journal.RunOwner;
import io.github.imednet.snowflake.load.LockClaim;
import io.github.imednet.snowflake.load.TableState;
import io.github.imednet.snowflake.model.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One batch of a program's own on its way to the table. */
public final class SinkRun implements WritingRun {

    private final Sink sink;
    private final String id;
    private final @Nullable String batchId;
    private final String studyKey;
    private final TableState table = new TableState();
    private final RunStatistics statistics = new RunStatistics(true);

    SinkRun(Sink sink, String id, @Nullable String batchId, String studyKey) {
        this.sink = sink;
        this.id = id;
        this.batchId = batchId;
        this.studyKey = studyKey;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public LockClaim claim() {
        Set<String> dead = new TreeSet<>(sink.deadSinks());
        dead.add(id);
        return new LockClaim(studyKey, resource(), batchId, id, RunOwner.current().toString(), dead);
    }

    /** Empty for a batch of which the records are not all of one. */
    @Override
    public String studyKey() {
        return studyKey;
    }

    @Override
    public TableState table() {
        return table;
    }

    @Override
    public Path stagingDirectory() {
        return sink.stagingDirectory();
    }

    @Override
    public Path workDirectory() {
        return sink.workDirectory();
    }

    /** Null while the sink opens. */
    @Nullable String batchId() {
        return batchId;
    }

    Sink sink() {
        return sink;
    }

    @Override
    public RunStatistics statistics() {
        return statistics;
    }

    @Override
    public Journal journal() {
        return sink.journal();
    }

    @Override
    public @Nullable String firstBatchId() {
        return batchId;
    }

    @Override
    public long batchesBegun() {
        return 1;
    }

    @Override
    public void requestSent() {
        throw new IllegalStateException("A sink sends no requests to iMednet");
    }

    @Override
    public void requestRetried(Duration waited) {
        throw new IllegalStateException("A sink sends no requests to iMednet");
    }

    @Override
    public void loadRetried(Duration waited) {
        statistics.loadRetries.increment();
    }

    /**
     * Rows that Snowflake said it loaded, 0 if they were there before. Where the answer to the commit was lost, it is
     * the ledger that says so: nobody else writes the batch meanwhile.
     */
    long rowsLoaded() {
        boolean now = statistics.copies.sum() > 0;
        return now ? statistics.loadedRows().values().stream().mapToLong(Long::longValue).sum() : 0;
    }

    @Override
    public void abandon() throws IOException {
        statistics.abandoned(ExportInterruptedException.contextStopped());
        try {
            close();
        } finally {
            sink.abandon(this);
        }
    }

    /** Ends the batch. Its file goes, unless the user named the directory. */
    void close() throws IOException {
        if (sink.isTemporary()) {
            for (StagedFile file : statistics.files()) {
                Files.deleteIfExists(file.path());
            }
        }
    }
}
