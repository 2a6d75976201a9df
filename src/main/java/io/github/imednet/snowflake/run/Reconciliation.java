package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.TableReconciliation;
import io.github.imednet.snowflake.model.StagedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves at the end of a run that the table holds every record that the API announced exactly once. */
@RouteBean
public final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private static final int MOST_NAMED = 5;

    private final TableReconciliation table;

    public Reconciliation(TableReconciliation table) {
        this.table = table;
    }

    /**
     * Finds the files that rows of the study are from and that the study's records have left. Rows that do not say of
     * which file they are stay, and what is too much is a difference.
     *
     * @throws ReconciliationException if that would be all of a study that has rows: an API that announces no records
     *     may have lost them, and the table may be the last place that has them
     */
    public void findStale(@ExchangeProperty("run") ExportRun run) {
        Map<String, Long> rowsByFile = run.table().rowsByFile();
        TreeSet<String> stale = new TreeSet<>(rowsByFile.keySet());
        stale.addAll(run.table().ledgerRows().keySet());
        stale.removeAll(expected(run).keySet());
        stale.remove("");
        if (run.loadsAsItReads() && sum(rowsByFile) > 0 && run.pass().totalElements() == 0) {
            throw new ReconciliationException(List.of("the API announces no records of " + run.studyKey()
                    + ", and the table has " + sum(rowsByFile) + ", which stay: delete them there if that is right"));
        }
        run.table().stalePaths(run.target().lineage() ? stale : Set.of());
    }

    /**
     * Compares what was announced, read, written, loaded and found.
     *
     * @throws ReconciliationException naming every difference
     */
    public void reconcile(@ExchangeProperty("run") ExportRun run) {
        Map<String, Long> rowsByFile = run.table().rowsByFile();
        Map<String, Long> ledgerRows = run.table().ledgerRows();
        long distinctIds = run.table().distinctIds();
        List<String> duplicates = run.table().duplicateIds();
        ReadPass pass = run.pass();
        long kept = pass.recordsKept();
        long written = run.statistics().files().stream().mapToLong(StagedFile::rows).sum();
        List<String> differences = new ArrayList<>();
        compare(differences, "records read", pass.recordsRead(), "announced by the API", pass.totalElements());
        compare(differences, "rows in files", written, "records after customization", kept);
        compare(differences, "rows copied", sum(run.statistics().loadedRows()), "records after customization", kept);
        compare(differences, "rows in the ledger", sum(ledgerRows), "records after customization", kept);
        compare(differences, "rows of the study in the table", sum(rowsByFile), "records after customization", kept);
        compare(differences, "distinct record ids in the table", distinctIds, "records after customization", kept);
        if (!duplicates.isEmpty()) {
            differences.add("duplicate record ids in the table, such as " + String.join(", ", duplicates));
        }
        compareFiles(differences, run, "the ledger", ledgerRows);
        if (run.target().lineage()) {
            compareFiles(differences, run, "the table", rowsByFile);
        }
        if (kept == 0 && run.loadsAsItReads()) {
            LOG.warn(
                    "Study {} has {} records, and none is left to load: is that what export.filter,"
                            + " export.record-data-filter, export.forms and the routes should select?",
                    run.studyKey(),
                    pass.totalElements());
        }
        run.reconciled(new ReconciliationReport(
                run.announcedFirst(),
                pass.totalElements(),
                run.passes().count(),
                pass.recordsRead(),
                written,
                sum(run.statistics().loadedRows()),
                sum(ledgerRows),
                sum(rowsByFile),
                distinctIds,
                List.copyOf(differences)));
        if (!differences.isEmpty()) {
            throw new ReconciliationException(differences);
        }
    }

    private void compareFiles(List<String> differences, ExportRun run, String where, Map<String, Long> found) {
        Map<String, Long> expected = expected(run);
        Map<String, StagedFile> files = new HashMap<>();
        run.statistics().files().forEach(file -> files.put(table.stagePath(file.name()), file));
        TreeSet<String> paths = new TreeSet<>(expected.keySet());
        paths.addAll(found.keySet());
        List<String> different = paths.stream()
                .filter(path -> !expected.getOrDefault(path, 0L).equals(found.getOrDefault(path, 0L)))
                .map(path -> name(path, files.get(path)) + " " + found.getOrDefault(path, 0L) + " rows for "
                        + expected.getOrDefault(path, 0L))
                .toList();
        if (!different.isEmpty()) {
            String named = String.join(", ", different.subList(0, Math.min(MOST_NAMED, different.size())));
            differences.add(different.size() + (different.size() == 1 ? " file differs" : " files differ") + " in "
                    + where + ", such as " + named);
        }
    }

    private static String name(String path, @Nullable StagedFile file) {
        if (file == null) {
            return path.isEmpty() ? "(no file)" : path;
        }
        String above = file.afterId() == Long.MIN_VALUE ? "up to " : "above " + file.afterId() + " up to ";
        return path + " (batch " + file.batchId() + ", record ids " + above + file.lastId() + ")";
    }

    private Map<String, Long> expected(ExportRun run) {
        Map<String, Long> rows = new TreeMap<>();
        run.statistics().loadedRows().forEach((name, count) -> rows.put(table.stagePath(name), count));
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
