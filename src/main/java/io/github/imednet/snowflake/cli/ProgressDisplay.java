package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.run.ExportRun;
import io.github.imednet.snowflake.run.ExportSummary;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far a run is: by live bars on a terminal, else by a line in the log now and then. */
final class ProgressDisplay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressDisplay.class);

    private static final int LIVE_MILLIS = 200;
    private static final int LOG_MILLIS = 10_000;

    private final ScheduledExecutorService clock;
    private final Runnable end;

    /**
     * Two bars of the run that began last; those of the lists before it stay above them.
     *
     * @param screen where they are drawn
     */
    static ProgressDisplay live(String studyKey, ProgressScreen screen, Supplier<Optional<ExportRun>> run) {
        LiveBars bars = new LiveBars(studyKey, screen);
        Runnable update = () -> run.get().ifPresent(bars::show);
        return new ProgressDisplay(LIVE_MILLIS, update, () -> {
            update.run();
            bars.close();
        });
    }

    /** The log has a line every ten seconds, so none of a run that is done sooner. */
    static ProgressDisplay logged(Supplier<List<ExportRun>> underWay) {
        return new ProgressDisplay(
                LOG_MILLIS, () -> underWay.get().forEach(run -> LOG.info("{}", line(run))), () -> {});
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

    /** How far a run is, in what its list is of, by the name that the API has for it. */
    static String line(ExportRun run) {
        ExportSummary summary = run.summary();
        return summary.studyKey() + ": " + summary.recordsRead() + " of " + summary.recordsAnnounced() + ' '
                + run.state().list() + " read, " + (summary.rowsLoaded() + summary.rowsAlreadyLoaded())
                + " in the table";
    }

    /** The bars of one run after the other. */
    private static final class LiveBars implements AutoCloseable {

        private final String studyKey;
        private final ProgressScreen screen;
        private @Nullable ExportRun shown;
        private @Nullable RunBars bars;

        LiveBars(String studyKey, ProgressScreen screen) {
            this.studyKey = studyKey;
            this.screen = screen;
        }

        synchronized void show(ExportRun run) {
            if (run != shown) {
                close();
                shown = run;
                String list = run.state().list();
                bars = new RunBars(list.equals("records") ? studyKey : list, screen);
            }
            Objects.requireNonNull(bars).show(run.state());
        }

        /** What ended between two looks is shown as it ended. */
        @Override
        public synchronized void close() {
            if (bars != null && shown != null) {
                bars.show(shown.state());
                bars.close();
                screen.leave();
                bars = null;
            }
        }
    }
}
