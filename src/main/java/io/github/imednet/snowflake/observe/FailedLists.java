package io.github.imednet.snowflake.observe;

import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.ListSummary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which lists of a study were not done and reconciled when they were exported last, by the run that failed. The success
 * of one says nothing of another.
 */
final class FailedLists {

    /** In place of a list: an export that could not begin a run. */
    private static final String NOT_BEGUN = "not begun";

    private final Map<String, String> runs = new TreeMap<>();

    /** @param export of records alone, or of several lists */
    synchronized void ended(ExportSummary export) {
        runs.remove(NOT_BEGUN);
        for (ListSummary list : lists(export)) {
            ended(list.list(), list.runId(), isDone(list));
        }
        if (export.lists() == null && export.runId() != null) {
            ended(ImednetResource.RECORDS.path(), export.runId(), isDone(export));
        }
        if (isNotBegun(export)) {
            runs.put(NOT_BEGUN, "see the log");
        }
    }

    private void ended(String list, @Nullable String run, boolean done) {
        if (done) {
            runs.remove(list);
        } else {
            runs.put(list, String.valueOf(run));
        }
    }

    synchronized boolean isEmpty() {
        return runs.isEmpty();
    }

    @Override
    public synchronized String toString() {
        return runs.toString();
    }

    /** Whether an export failed though no run of it did: it could not begin one. */
    static boolean isNotBegun(ExportSummary export) {
        boolean runsAreDone = export.lists() == null
                ? export.runId() == null
                : lists(export).stream().allMatch(FailedLists::isDone);
        return !isDone(export) && runsAreDone;
    }

    static boolean isDone(ExportSummary export) {
        return export.reconciled() && export.error() == null;
    }

    private static boolean isDone(ListSummary list) {
        return list.reconciled() && list.error() == null;
    }

    private static List<ListSummary> lists(ExportSummary export) {
        return export.lists() == null ? List.of() : export.lists();
    }
}
