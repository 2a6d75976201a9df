package io.github.imednet.snowflake.ingest;

import io.github.imednet.snowflake.batch.ParquetClassLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads that carry files. {@link IngestFiles} says how many there are at a time. */
public final class IngestThreads {

    private IngestThreads() {}

    public static ExecutorService open() {
        AtomicInteger count = new AtomicInteger();
        ClassLoader loader = new ParquetClassLoader(IngestThreads.class.getClassLoader());
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "ingest-" + count.incrementAndGet());
            thread.setContextClassLoader(loader);
            thread.setDaemon(true);
            return thread;
        });
    }
}
