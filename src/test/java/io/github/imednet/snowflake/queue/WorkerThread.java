package io.github.imednet.snowflake.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.cli.Terminal;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * {@code imednet worker} in a thread of the tests' process. It starts in a fraction of the time and of the CPU that a
 * process of its own takes: for all tests but those of workers that are killed, or told to stop by the system.
 */
final class WorkerThread implements AutoCloseable {

    private final Terminal terminal = new Terminal();
    private final FutureTask<Integer> run;
    private final Thread thread;

    WorkerThread(List<String> arguments) {
        run = new FutureTask<>(() -> terminal.run(arguments));
        thread = new Thread(run, "worker");
        thread.start();
    }

    /** What it says of why it has ended. */
    String errors() {
        return terminal.errors();
    }

    /** What it has printed since it began. */
    String output() {
        return terminal.output();
    }

    boolean hasEnded() {
        return run.isDone();
    }

    /** Waits until it ends by itself. @return its exit code */
    int awaitEnd() throws Exception {
        return run.get(Waiting.LIMIT.toMinutes(), TimeUnit.MINUTES);
    }

    /** Has it stop in good order, and waits for that. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(Waiting.LIMIT.toMillis());
        assertThat(thread.isAlive()).as("the worker has ended").isFalse();
    }
}
