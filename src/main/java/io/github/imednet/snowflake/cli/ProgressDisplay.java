package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.run.ExportRun;
import io.github.imednet.snowflake.run.ExportSummary;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a run is: a live bar on a terminal, else a line now and then. */
final class ProgressDisplay implements AutoCloseable {

    private static final int LIVE_MILLIS = 200;
    private static final int LINE_MILLIS = 10_000;
    private static final int LINE_WIDTH = 120;

    private final Supplier<Optional<ExportRun>> run;
    private final ProgressBar bar;
    private final ScheduledExecutorService clock;

    /** @param live whether the output is a terminal */
    static ProgressDisplay start(String studyKey, PrintStream output, boolean live, Supplier<Optional<ExportRun>> run) {
        return new ProgressDisplay(studyKey, output, live, run);
    }

    private ProgressDisplay(String studyKey, PrintStream output, boolean live, Supplier<Optional<ExportRun>> run) {
        this.run = run;
        this.bar = new ProgressBarBuilder()
                .setTaskName(studyKey)
                .setInitialMax(-1)
                .setUnit(" records", 1)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(live ? LIVE_MILLIS : LINE_MILLIS)
                .setConsumer(
                        live
                                ? new ConsoleProgressBarConsumer(output)
                                : new DelegatingProgressBarConsumer(output::println, LINE_WIDTH))
                .build();
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::update, LIVE_MILLIS, LIVE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        update();
        bar.close();
    }

    private void update() {
        run.get().map(ExportRun::summary).ifPresent(this::show);
    }

    private void show(ExportSummary summary) {
        if (summary.recordsAnnounced() > 0) {
            bar.maxHint(summary.recordsAnnounced());
        }
        bar.stepTo(summary.rowsLoaded() + summary.rowsAlreadyLoaded());
        bar.setExtraMessage(" | " + summary.recordsRead() + " read, " + summary.pages() + " pages, " + summary.batches()
                + " batches");
    }
}
