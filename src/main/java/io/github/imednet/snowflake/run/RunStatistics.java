package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.load.LoadTarget;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.source.RequestAbandonedException;
import io.github.imednet.snowflake.source.StudyMovedException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one run has done so far, batch by batch. Camel reports no failure of an aggregated or wire-tapped exchange to
 * the route that caused it, so these statistics, and not the routes, decide how the run ends.
 */
public final class RunStatistics {

    final LongAdder requests = new LongAdder();
    final LongAdder requestRetries = new LongAdder();
    final LongAdder loadRetries = new LongAdder();
    final LongAdder pages = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder puts = new LongAdder();
    final LongAdder copies = new LongAdder();
    final LongAdder rowsSent = new LongAdder();
    final LongAdder rowsLoaded = new LongAdder();
    final LongAdder rowsAlreadyLoaded = new LongAdder();
    final LongAdder rowsReplaced = new LongAdder();
    final LongAdder filesPurged = new LongAdder();
    final LongAdder filesNotPurged = new LongAdder();

    final LongAdder filesWritten = new LongAdder();

    private final boolean waitsThroughInterruptions;
    private final Map<String, StagedFile> written = new LinkedHashMap<>();
    private final Map<String, Long> loadedRows = new LinkedHashMap<>();
    private final Set<String> loadedNow = new HashSet<>();
    private long writing;
    private long dropped;
    private long failed;
    private long manifestLines;
    private long manifestLinesDue;
    @SuppressWarnings("NullAway.Init") // set once the table is prepared
    private LoadTarget target;

    private @Nullable RunFailure failure;
    private @Nullable RunFailure failureSetAside;
    private @Nullable Set<String> namesBefore;
    private @Nullable StudyMovedException moved;
    private int loads;
    private boolean locked;
    private boolean stopping;
    private boolean abandoned;
    private boolean interrupted;

    RunStatistics() {
        this(false);
    }

    /**
     * @param waitsThroughInterruptions whether who waits for files and loads does so until they have ended, also where
     *     its thread is interrupted
     */
    RunStatistics(boolean waitsThroughInterruptions) {
        this.waitsThroughInterruptions = waitsThroughInterruptions;
    }

    /**
     * Begins a pass. What the one before it brought is forgotten, but for the files that stay.
     *
     * @param staying of the files of the pass before, or of those that an earlier run left
     */
    public synchronized void beginPass(Collection<StagedFile> staying) {
        Set<String> names = namesOf(staying);
        namesBefore = moved == null ? namesOf(written.values()) : null;
        written.clear();
        staying.forEach(file -> written.put(file.batchId(), file));
        loadedRows.keySet().retainAll(names);
        dropped = 0;
        failed = 0;
        moved = null;
    }

    /** Whether this pass has given the same files as the whole one before it. */
    synchronized boolean isLikeThePassBefore() {
        return namesOf(written.values()).equals(namesBefore);
    }

    /** Ends the pass that is under way: the study changed, so that it cannot be whole. */
    synchronized void moved(StudyMovedException how) {
        moved = how;
        notifyAll();
    }

    synchronized @Nullable StudyMovedException moved() {
        return moved;
    }

    /** Those files of which it is not known yet whether their rows are in the table. */
    synchronized List<StagedFile> notLoaded(Collection<StagedFile> files) {
        return files.stream().filter(file -> !loadedRows.containsKey(file.name())).toList();
    }

    /** Rows of all files of the pass. */
    synchronized long rowsWritten() {
        return written.values().stream().mapToLong(StagedFile::rows).sum();
    }

    /** All files of the pass. */
    public synchronized List<StagedFile> files() {
        return List.copyOf(written.values());
    }

    /** @return how many loads were begun before */
    synchronized int loadBegins() {
        return loads++;
    }

    synchronized void lockRequested() {
        locked = true;
    }

    synchronized boolean hasLock() {
        return locked;
    }

    synchronized void prepared(LoadTarget found) {
        target = found;
        notifyAll();
    }

    /** The table, or null if it is not prepared yet. */
    synchronized LoadTarget target() {
        return target;
    }

    /** Waits until the table is prepared or the run has failed; then, and only then, it is null. */
    LoadTarget awaitTarget() throws InterruptedException {
        await(() -> target != null || failure != null);
        return target;
    }

    synchronized void batchBegun() {
        writing++;
    }

    synchronized void fileWritten(StagedFile file) {
        writing--;
        written.put(file.batchId(), file);
        filesWritten.increment();
        bytes.add(file.bytes());
        notifyAll();
    }

    /** A batch ended before it became a file, because the run is ending. */
    synchronized void batchDropped() {
        writing--;
        dropped++;
        notifyAll();
    }

    /** A file's rows are in the table, loaded now or before the run. */
    synchronized void fileLoaded(StagedFile file, long rows, boolean now) {
        if (now) {
            rowsLoaded.add(rows);
            loadedNow.add(file.name());
        } else if (!loadedNow.contains(file.name())) {
            rowsAlreadyLoaded.add(rows);
        }
        loadedRows.put(file.name(), rows);
        notifyAll();
    }

    synchronized void filesFailed(int files) {
        failed += files;
        notifyAll();
    }

    synchronized void manifestLinesDue(long lines) {
        manifestLinesDue += lines;
    }

    synchronized void manifestLinesWritten(long lines) {
        manifestLines += lines;
        notifyAll();
    }

    synchronized void failed(@Nullable String batchId, Throwable cause) {
        failed(batchId, null, cause);
    }

    /** @param attempts how often what failed was tried, or null if it was not tried again */
    synchronized void failed(@Nullable String batchId, @Nullable Integer attempts, Throwable cause) {
        failed(RunFailure.of(batchId, attempts, cause));
    }

    /**
     * Keeps the first failure: later ones are mostly its consequences. A run that is to stop waits for no answer of the
     * API: that the answer is missing is none.
     */
    synchronized void failed(RunFailure why) {
        boolean unanswered = stopping && Failures.isCausedBy(why.cause(), RequestAbandonedException.class);
        if (failure == null && !unanswered) {
            failure = why;
        }
        notifyAll();
    }

    /** Keeps a failure that is not to end the run before all else is loaded. */
    synchronized void setAside(RunFailure why) {
        if (failureSetAside == null) {
            failureSetAside = why;
        }
    }

    /** Nothing else is to be loaded: what was set aside is a failure like any other now. */
    synchronized void failWithWhatWasSetAside() {
        if (failureSetAside != null) {
            failed(failureSetAside);
        }
    }

    synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    /** Whether the run still wants more of this pass. */
    synchronized boolean continues() {
        return failure == null && moved == null && !stopping;
    }

    /** Whether the run may read at all, or again. */
    synchronized boolean mayRead() {
        return failure == null && !stopping;
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    /** The table has rows of the study by now, which the next pass may replace. */
    synchronized void expectOwnRows() {
        if (target != null) {
            target = target.withStudyRows(loadedRows.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    synchronized @Nullable RunFailure failure() {
        return failure;
    }

    synchronized long filesLoaded() {
        return loadedRows.size();
    }

    /** Rows by file name, of all files whose rows are in the table. */
    public synchronized Map<String, Long> loadedRows() {
        return new LinkedHashMap<>(loadedRows);
    }

    /**
     * Waits until each of so many batches has become a file or was dropped. After a failure some never come that far:
     * then until none is being written.
     */
    void awaitWritten(long batches) throws InterruptedException {
        await(() -> written.size() + dropped >= batches || failure != null && writing == 0);
    }

    /** Waits until each written file is loaded or has failed. */
    void awaitLoaded() throws InterruptedException {
        await(() -> loadedRows.size() + failed >= written.size());
    }

    /** Waits until every line due is in the manifest, or the run has failed. */
    void awaitManifest() throws InterruptedException {
        await(() -> manifestLines >= manifestLinesDue || failure != null);
    }

    private static Set<String> namesOf(Collection<StagedFile> files) {
        return files.stream().map(StagedFile::name).collect(Collectors.toSet());
    }

    /** Nobody does what is still waited for. */
    synchronized void abandoned(RuntimeException why) {
        abandoned = true;
        failed(null, why);
    }

    /** Tells the thread, if it was interrupted while it waited through that. */
    synchronized void interruptAgain() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void await(BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            if (abandoned) {
                throw ExportInterruptedException.contextStopped();
            }
            try {
                wait();
            } catch (InterruptedException e) {
                if (!waitsThroughInterruptions) {
                    throw e;
                }
                interrupted = true;
            }
        }
    }
}
