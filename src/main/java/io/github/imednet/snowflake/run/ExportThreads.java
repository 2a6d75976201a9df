package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.batch.ParquetClassLoader;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.source.ImednetHttpClient;
import io.github.imednet.snowflake.source.ParallelPages;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the thread pools of the routes; their sizes are what bounds memory. */
public final class ExportThreads {

    private ExportThreads() {}

    /** One thread per page in flight. The queue only ever holds Camel's next step of the split. */
    public static ExecutorService pageReaders(ImednetHttpClient imednet) {
        ParallelPages pages = imednet.parallelPages();
        ThreadPoolExecutor pool = pool(pages.limit(), new LinkedBlockingQueue<>(), named("page-reader"));
        pages.onChange(limit -> resize(pool, limit));
        return pool;
    }

    /** The most is never less than the least meanwhile. */
    private static void resize(ThreadPoolExecutor pool, int size) {
        if (size > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(size);
        }
        pool.setCorePoolSize(size);
        pool.setMaximumPoolSize(size);
    }

    public static ExecutorService batchWriters(ExportSettings settings) {
        ClassLoader loader = new ParquetClassLoader(ExportThreads.class.getClassLoader());
        ThreadFactory threads = named("batch-writer");
        return pool(settings.get(ExportKeys.PARALLEL_WRITES), new ArrayBlockingQueue<>(1), task -> {
            Thread thread = threads.newThread(task);
            thread.setContextClassLoader(loader);
            return thread;
        });
    }

    public static ExecutorService batchLoaders(ExportSettings settings) {
        return pool(settings.parallelLoads(), new ArrayBlockingQueue<>(1), named("batch-loader"));
    }

    /** As many as PUT sends files at a time. The queue only ever holds names of files. */
    public static ExecutorService fileSenders() {
        return pool(8, new LinkedBlockingQueue<>(), named("file-sender"));
    }

    /** One thread, so that lines do not mix. */
    public static ExecutorService manifestWriter() {
        return pool(1, new LinkedBlockingQueue<>(), named("manifest-writer"));
    }

    /**
     * A pool at which whoever brings work waits while all threads are busy and the queue is full. An aggregator's own
     * executor takes a thousand completed groups instead, all of them in memory.
     */
    private static ThreadPoolExecutor pool(int size, BlockingQueue<Runnable> queue, ThreadFactory threads) {
        return new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, queue, threads, ExportThreads::putWhenFree);
    }

    private static void putWhenFree(Runnable task, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException("The pool is shut down");
        }
        try {
            pool.getQueue().put(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("Interrupted while waiting for a free thread", e);
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
