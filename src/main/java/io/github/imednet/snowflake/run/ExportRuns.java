package io.github.imednet.snowflake.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The runs that are under way, for whoever shows or stops them. */
public final class ExportRuns {

    private final List<ExportRun> runs = new CopyOnWriteArrayList<>();

    public List<ExportRun> underWay() {
        return List.copyOf(runs);
    }

    void add(ExportRun run) {
        runs.add(run);
    }

    void remove(ExportRun run) {
        runs.remove(run);
    }
}
