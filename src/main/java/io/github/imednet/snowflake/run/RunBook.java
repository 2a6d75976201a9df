package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.warehouse.LoadTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * What one run has done so far, batch by batch. Camel reports no failure of an aggregated or wire-tapped exchange to
 * the route that caused it, so this book, and not the routes, decides how the run ends.
 */
final class RunBook {

    final LongAdder requests = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder pages = new LongAdder();
    final LongAdder recordsRead = new LongAdder();
    final LongAdder recordsKept = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder puts = new LongAdder();
    final LongAdder copies = new LongAdder();
    final LongAdder rowsLoaded = new LongAdder();
    final LongAdder rowsAlreadyLoaded = new LongAdder();
    final LongAdder rowsReplaced = new LongAdder();

    private final Map<String, StagedFile> written = new LinkedHashMap<>();
    private final Map<String, Long> loadedRows = new LinkedHashMap<>();
    private long writing;
    private long dropped;
    private long failed;
    private long manifestLines;
    private long manifestLinesDue;
    private LoadTarget target;
    private String failedBatch;
    private Throwable failure;
    private boolean stopping;

    synchronized void prepared(LoadTarget found) {
        target = found;
        notifyAll();
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
        bytes.add(file.bytes());
        notifyAll();
    }

    /** A batch ended before it became a file, because the run is ending. */
    synchronized void batchDropped() {
        writing--;
        dropped++;
        notifyAll();
    }

    /** A file's rows are in the table, loaded now or before. */
    synchronized void fileLoaded(StagedFile file, long rows) {
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

    /** Keeps the first failure: later ones are mostly its consequences. */
    synchronized void failed(String batchId, Throwable cause) {
        if (failure == null) {
            failure = cause;
            failedBatch = batchId;
        }
        notifyAll();
    }

    synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    /** Whether the run still wants more to be read and loaded. */
    synchronized boolean goesOn() {
        return failure == null && !stopping;
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    synchronized Throwable failure() {
        return failure;
    }

    synchronized String failedBatch() {
        return failedBatch;
    }

    synchronized long filesWritten() {
        return written.size();
    }

    synchronized long filesLoaded() {
        return loadedRows.size();
    }

    /** Rows by file name, of all files whose rows are in the table. */
    synchronized Map<String, Long> loadedRows() {
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

    private synchronized void await(BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            wait();
        }
    }
}
