package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.run.ExportRun;
import io.github.imednet.snowflake.run.ExportSummary;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What all runs of a study have done together, those under way as far as they are. A total never falls, as a counter
 * must not: a run that reads its study again keeps the most that it had.
 */
final class RunTotals {

    private final Map<Count, Long> ended = new EnumMap<>(Count.class);
    private final Map<String, ExportRun> underWay = new HashMap<>();
    private final Map<String, Map<Count, Long>> most = new HashMap<>();

    synchronized void begun(ExportRun run) {
        underWay.put(run.id(), run);
        most.put(run.id(), new EnumMap<>(Count.class));
    }

    synchronized void ended(ExportSummary run) {
        for (Count count : Count.values()) {
            ended.merge(count, mostOf(run, count), Long::sum);
        }
        underWay.remove(run.runId());
        most.remove(run.runId());
    }

    synchronized int running() {
        return underWay.size();
    }

    synchronized long total(Count count) {
        long total = ended.getOrDefault(count, 0L);
        for (ExportRun run : underWay.values()) {
            total += mostOf(run.summary(), count);
        }
        return total;
    }

    private long mostOf(ExportSummary run, Count count) {
        return Objects.requireNonNull(most.get(run.runId())).merge(count, count.of(run), Math::max);
    }
}
