package io.github.imednet.snowflake.query;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Batches in the order in which they were read. Whoever brings one waits while as many wait as may, or while they take
 * as much memory as they may; a batch that is larger than that alone goes through alone.
 */
final class BatchQueue {

    private final int mostBatches;
    private final long mostBytes;
    private final Deque<RowBatch> batches = new ArrayDeque<>();
    private long bytes;
    private int peak;
    private boolean ended;
    private @Nullable Throwable failure;

    BatchQueue(int mostBatches, long mostBytes) {
        this.mostBatches = mostBatches;
        this.mostBytes = mostBytes;
    }

    synchronized void put(RowBatch batch) throws InterruptedException {
        while (batches.size() >= mostBatches || !batches.isEmpty() && bytes + batch.bytes() > mostBytes) {
            wait();
        }
        batches.addLast(batch);
        bytes += batch.bytes();
        peak = Math.max(peak, batches.size());
        notifyAll();
    }

    /** No further batch will come. @param reason why, or null after the last row */
    synchronized void end(@Nullable Throwable reason) {
        ended = true;
        failure = reason;
        notifyAll();
    }

    /** The next batch, or null after the last one; throws what kept the others from coming. */
    synchronized @Nullable RowBatch take() throws Throwable {
        while (batches.isEmpty() && !ended) {
            wait();
        }
        if (batches.isEmpty()) {
            if (failure != null) {
                throw failure;
            }
            return null;
        }
        RowBatch batch = batches.removeFirst();
        bytes -= batch.bytes();
        notifyAll();
        return batch;
    }

    /** The most batches that ever waited. */
    synchronized int peak() {
        return peak;
    }
}
