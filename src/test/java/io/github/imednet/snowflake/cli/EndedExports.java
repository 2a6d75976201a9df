package io.github.imednet.snowflake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imednet.snowflake.Waiting;
import io.github.imednet.snowflake.run.ExportSummary;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The exports of a program that stays, one after the other as they end. */
final class EndedExports implements Consumer<ExportSummary> {

    private final BlockingQueue<ExportSummary> ended = new LinkedBlockingQueue<>();

    @Override
    public void accept(ExportSummary summary) {
        ended.add(summary);
    }

    /** Waits for the next one. */
    ExportSummary next() throws InterruptedException {
        ExportSummary summary = ended.poll(Waiting.LIMIT.toMinutes(), TimeUnit.MINUTES);
        assertThat(summary).as("the next export that ends").isNotNull();
        return summary;
    }

    /** The next one, or null if none has ended. */
    ExportSummary peek() {
        return ended.peek();
    }
}
