package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.WorkDirectory;
import io.github.imednet.snowflake.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What the batches that a program writes one by one have in common: a directory for their files, and the table. */
public final class Sink implements AutoCloseable {

    private final String id;
    private final Path directory;
    private final Journal journal;
    private final StagingDirectory staging;
    private final Set<String> deadSinks;
    private final Set<String> underWay = new HashSet<>();
    private final AtomicLong batches = new AtomicLong();
    private volatile Set<String> columns = Set.of();
    private boolean closed;
    private volatile boolean abandoned;

    /** @param deadSinks ids of sinks whose process is gone: what they claim in Snowflake is nobody's */
    Sink(String id, Path directory, Journal journal, StagingDirectory staging, Set<String> deadSinks) {
        this.id = id;
        this.directory = directory;
        this.journal = journal;
        this.staging = staging;
        this.deadSinks = Set.copyOf(deadSinks);
    }

    public String id() {
        return id;
    }

    /** Whether the files are removed when their batches are loaded. */
    boolean isTemporary() {
        return staging.isTemporary();
    }

    Path stagingDirectory() {
        return staging.path();
    }

    Path workDirectory() {
        return staging.work();
    }

    Journal journal() {
        return journal;
    }

    Set<String> deadSinks() {
        return deadSinks;
    }

    Set<String> columns() {
        return columns;
    }

    /** The sink is open: these are the table's columns. */
    void opened(Set<String> found) {
        columns = Set.copyOf(found);
    }

    /** Begins a batch, when no other thread is writing the same one. */
    synchronized SinkRun begin(String batchId, String studyKey) throws InterruptedException {
        while (!closed && !underWay.add(batchId)) {
            wait();
        }
        if (closed) {
            throw new IllegalStateException("The sink is closed: open another one");
        }
        return new SinkRun(this, id + '/' + batches.incrementAndGet(), batchId, studyKey);
    }

    synchronized void end(SinkRun run) {
        underWay.remove(run.batchId());
        notifyAll();
    }

    /** The batch may still be claimed in Snowflake: the sink is to look as a killed one does to those that come. */
    void abandon(SinkRun run) {
        abandoned = true;
        end(run);
    }

    /**
     * Waits for the batches that are under way, and removes what was there for the sink alone, but for the journal of
     * one that was abandoned; the second time nothing.
     */
    @Override
    public void close() throws IOException {
        if (awaitEnd()) {
            try (journal) {
                staging.close();
            } finally {
                if (!abandoned) {
                    WorkDirectory.delete(directory);
                }
            }
        }
    }

    private synchronized boolean awaitEnd() {
        boolean first = !closed;
        closed = true;
        notifyAll();
        boolean interrupted = false;
        while (!underWay.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return first;
    }
}
