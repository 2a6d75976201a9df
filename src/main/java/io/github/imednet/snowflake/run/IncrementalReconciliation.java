package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.SyncState;
import io.github.imednet.snowflake.model.StagedFile;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;

/**
 * Checks at the end of a round that the table holds every entity of the list exactly once: the API's total of the whole
 * list, asked before the changes and after them, is the number of the study's rows.
 */
@RouteBean
public final class IncrementalReconciliation {

    private static final int MOST_ROUNDS = 5;

    /** Whether a round came to its end, so that it can be tried. */
    public boolean isDue(@ExchangeProperty("run") ExportRun run) {
        return run.mode().isIncremental() && run.statistics().mayRead();
    }

    /** Whether the table is still to be reconciled, as after everything was read. */
    public boolean isMissing(@ExchangeProperty("run") ExportRun run) {
        return !run.mode().isReconciled();
    }

    /**
     * Ends the run's reading, has it go on with another round, or with all records. A run of which a load was set aside
     * fails: rows that the load was to replace are counted, but are not as they should be.
     */
    public void reconcile(@ExchangeProperty("run") ExportRun run) {
        run.statistics().failWithWhatWasSetAside();
        if (run.statistics().failure() != null) {
            return;
        }
        RunMode mode = run.mode();
        Map<String, Long> rowsByFile = run.table().rowsByFile();
        long rows = sum(rowsByFile);
        boolean readChanges = run.pass().isOfChanges() && mode.hasReadChanges();
        if (readChanges && run.pass().recordsKept() != run.pass().recordsRead()) {
            mode.full("a route of your own leaves out records, or adds some: the API's total proves nothing");
        } else if (mode.totalBefore() != mode.totalAfter()) {
            goOn(mode);
        } else if (rows != mode.totalAfter()) {
            mode.full("the API announces " + mode.totalAfter() + " " + run.resource().path()
                    + ", and the table has " + rows + " rows: some "
                    + (rows > mode.totalAfter() ? "disappeared" : "appeared") + " that are not among the changes");
        } else if (run.table().distinctIds() != rows || !asInLedger(run)) {
            mode.full("the ledger does not have the table's rows, or some are there twice");
        } else {
            mode.reconciled();
            run.reconciled(report(run, rows));
        }
    }

    /** Records came or went meanwhile: the next round brings what came. */
    private static void goOn(RunMode mode) {
        if (mode.rounds() >= MOST_ROUNDS) {
            mode.full("the number of records changed during each of " + MOST_ROUNDS + " rounds, at last from "
                    + mode.totalBefore() + " to " + mode.totalAfter());
        }
    }

    private static boolean asInLedger(ExportRun run) {
        return SyncState.digestOf(run.table().rowsByFile()).equals(SyncState.digestOf(run.table().ledgerRows()));
    }

    private static ReconciliationReport report(ExportRun run, long rows) {
        return new ReconciliationReport(
                run.announcedFirst(),
                run.mode().totalAfter(),
                run.passes().count(),
                run.mode().changed(),
                run.statistics().files().stream().mapToLong(StagedFile::rows).sum(),
                sum(run.statistics().loadedRows()),
                sum(run.table().ledgerRows()),
                rows,
                run.table().distinctIds(),
                List.of());
    }

    private static long sum(Map<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
