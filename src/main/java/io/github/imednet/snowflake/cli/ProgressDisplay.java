package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.run.ExportRun;
import io.github.imednet.snowflake.run.ExportSummary;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far a run is: by a live bar on a terminal, else by a line in the log now and then. */
final class ProgressDisplay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressDisplay.class);

    private static final int LIVE_MILLIS = 200;
    private static final int LOG_MILLIS = 10_000;

    private final ScheduledExecutorService clock;
    private final Runnable end;

    /** @param terminal where the bar is drawn */
    static ProgressDisplay live(String studyKey, PrintStream terminal, Supplier<Optional<ExportRun>> run) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(studyKey)
                .setInitialMax(-1)
                .setUnit(" records", 1)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(LIVE_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(terminal))
                .build();
        Runnable update = () -> tell(run, summary -> show(bar, summary));
        return new ProgressDisplay(LIVE_MILLIS, update, () -> {
            update.run();
            bar.close();
        });
    }

    /** The log has a line every ten seconds, so none of a run that is done sooner. */
    static ProgressDisplay logged(Supplier<List<ExportRun>> underWay) {
        return new ProgressDisplay(
                LOG_MILLIS, () -> underWay.get().forEach(run -> log(run.summary())), () -> {});
    }

    private ProgressDisplay(int millis, Runnable update, Runnable end) {
        this.end = end;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(update, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        end.run();
    }

    private static void tell(Supplier<Optional<ExportRun>> run, Consumer<ExportSummary> view) {
        run.get().map(ExportRun::summary).ifPresent(view);
    }

    private static void log(ExportSummary summary) {
        LOG.info(
                "{}: {} of {} records read, {} in the table",
                summary.studyKey(),
                summary.recordsRead(),
                summary.recordsAnnounced(),
                summary.rowsLoaded() + summary.rowsAlreadyLoaded());
    }

    private static void show(ProgressBar bar, ExportSummary summary) {
        if (summary.recordsAnnounced() > 0) {
            bar.maxHint(summary.recordsAnnounced());
        }
        bar.stepTo(summary.rowsLoaded() + summary.rowsAlreadyLoaded());
        bar.setExtraMessage(" | " + summary.recordsRead() + " read, " + summary.pages() + " pages, " + summary.batches()
                + " batches");
    }
}
