package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.run.RunState;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Two bars of a run, below each other: one of reading, with its rate, and one of loading; both with the time left. */
final class RunBars implements AutoCloseable {

    private static final int UPDATE_MILLIS = 200;
    private static final int WIDTH = 79;
    private static final int LOADING_STEPS = 1000;
    private static final int STEPS_OF_PERCENT = 10;
    private static final int LONGEST_NAME = 18;

    private final ProgressBar reading;
    private final ProgressBar loading;

    /** @param name of what is exported, such as a study or one of its lists */
    RunBars(String name, ProgressScreen screen) {
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
        reading = bar(shown + " read", 0, screen)
                .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ENGLISH)))
                .setInitialMax(-1)
                .build();
        loading = bar(" ".repeat(shown.length()) + " load", 1, screen)
                .setInitialMax(LOADING_STEPS)
                .setUnit("%", STEPS_OF_PERCENT)
                .build();
    }

    private static ProgressBarBuilder bar(String name, int line, ProgressScreen screen) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(text -> screen.show(line, text), WIDTH));
    }

    void show(RunState state) {
        if (state.expected() > 0) {
            reading.maxHint(state.expected());
        }
        reading.stepTo(state.read());
        loading.stepTo(Math.round(LOADING_STEPS * state.shareLoaded()));
        loading.setExtraMessage(String.format(Locale.ROOT, " %,d in the table", state.loaded()));
    }

    @Override
    public void close() {
        reading.close();
        loading.close();
    }
}
