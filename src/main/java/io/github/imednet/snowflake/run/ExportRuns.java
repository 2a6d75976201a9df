package io.github.imednet.snowflake.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The runs of a Camel context, for whoever shows or stops them. */
public final class ExportRuns {

    private final List<ExportRun> underWay = new CopyOnWriteArrayList<>();
    private volatile ExportRun latest;

    public List<ExportRun> underWay() {
        return List.copyOf(underWay);
    }

    /** The run that began last, also after its end. */
    public Optional<ExportRun> latest() {
        return Optional.ofNullable(latest);
    }

    public List<String> idsUnderWay() {
        return underWay.stream().map(ExportRun::id).toList();
    }

    void begin(ExportRun run) {
        underWay.add(run);
        latest = run;
    }

    void end(ExportRun run) {
        underWay.remove(run);
    }
}
