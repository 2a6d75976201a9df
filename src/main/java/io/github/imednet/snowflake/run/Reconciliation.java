package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.warehouse.LoadTarget;
import io.github.imednet.snowflake.warehouse.TableReconciliation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.ExchangeProperty;

/** Proves at the end of a run that the table holds every record that the API announced exactly once. */
public final class Reconciliation {

    private static final int MOST_NAMED = 5;

    private final TableReconciliation table;

    public Reconciliation(TableReconciliation table) {
        this.table = table;
    }

    /** Files that rows of the study are from and that the study's records have left. */
    public TreeSet<String> stalePaths(
            @ExchangeProperty("exportRun") ExportRun run, @ExchangeProperty("rowsByFile") Map<String, Long> rowsByFile) {
        TreeSet<String> stale = new TreeSet<>(rowsByFile.keySet());
        stale.removeAll(expected(run).keySet());
        stale.remove("");
        return stale;
    }

    /**
     * Compares what was announced, read, loaded and found.
     *
     * @param rowsByFile rows of the study in the table, by file
     * @param distinctIds distinct record ids of the study in the table
     * @throws ReconciliationException naming every difference
     */
    public void prove(
            @ExchangeProperty("exportRun") ExportRun run,
            @ExchangeProperty("loadTarget") LoadTarget target,
            @ExchangeProperty("rowsByFile") Map<String, Long> rowsByFile,
            @ExchangeProperty("distinctIds") long distinctIds) {
        RunBook book = run.book();
        List<String> differences = new ArrayList<>();
        compare(differences, "records read", book.recordsRead.sum(), "announced by the API", run.pages().totalElements());
        long kept = book.recordsKept.sum();
        compare(differences, "rows in the run's files", sum(book.loadedRows()), "records after customisation", kept);
        compare(differences, "rows of the study in the table", sum(rowsByFile), "records after customisation", kept);
        compare(differences, "distinct record ids in the table", distinctIds, "records after customisation", kept);
        if (target.lineage()) {
            compareFiles(differences, expected(run), rowsByFile);
        }
        if (!differences.isEmpty()) {
            throw new ReconciliationException(differences);
        }
        run.reconciled();
    }

    private static void compareFiles(List<String> differences, Map<String, Long> expected, Map<String, Long> found) {
        TreeSet<String> paths = new TreeSet<>(expected.keySet());
        paths.addAll(found.keySet());
        List<String> different = paths.stream()
                .filter(path -> !expected.getOrDefault(path, 0L).equals(found.getOrDefault(path, 0L)))
                .map(path -> (path.isEmpty() ? "(no file)" : path) + ": " + found.getOrDefault(path, 0L) + " rows for "
                        + expected.getOrDefault(path, 0L))
                .toList();
        if (!different.isEmpty()) {
            String named = String.join(", ", different.subList(0, Math.min(MOST_NAMED, different.size())));
            differences.add(different.size() + " files differ, such as " + named);
        }
    }

    private Map<String, Long> expected(ExportRun run) {
        Map<String, Long> rows = new TreeMap<>();
        run.book().loadedRows().forEach((name, count) -> rows.put(table.stagePath(name), count));
        return rows;
    }

    private static void compare(List<String> differences, String what, long found, String other, long expected) {
        if (found != expected) {
            differences.add(found + " " + what + ", " + expected + " " + other);
        }
    }

    private static long sum(Map<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
