package io.github.imednet.snowflake.replay;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.TableReconciliation;
import io.github.imednet.snowflake.model.StagedFile;
import io.github.imednet.snowflake.run.ExportRun;
import io.github.imednet.snowflake.run.ReconciliationException;
import io.github.imednet.snowflake.run.ReconciliationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;

/** Checks that the table has the rows of each file that was replayed, exactly once. */
@RouteBean
public final class ReplayReconciliation {

    private final TableReconciliation table;

    public ReplayReconciliation(TableReconciliation table) {
        this.table = table;
    }

    /**
     * Compares what the files have, COPY reported, the ledger says and the table has.
     *
     * @throws ReconciliationException naming every difference
     */
    public void reconcile(@ExchangeProperty("run") ExportRun run) {
        Map<String, Long> rowsByFile = run.table().rowsByFile();
        Map<String, Long> ledgerRows = run.table().ledgerRows();
        long distinctIds = run.table().distinctIds();
        Map<String, Long> copied = run.statistics().loadedRows();
        Map<String, Long> inTable = run.target().lineage() ? rowsByFile : ledgerRows;
        List<String> differences = new ArrayList<>();
        long inFiles = 0;
        long inLedger = 0;
        long found = 0;
        for (StagedFile file : run.statistics().files()) {
            String path = table.stagePath(file.name());
            long ledger = ledgerRows.getOrDefault(path, 0L);
            long rows = inTable.getOrDefault(path, 0L);
            inFiles += file.rows();
            inLedger += ledger;
            found += rows;
            if (file.rows() != copied.getOrDefault(file.name(), 0L) || file.rows() != ledger || file.rows() != rows) {
                differences.add("batch " + file.batchId() + ", file " + path + ": " + file.rows() + " rows in the"
                        + " file, " + copied.getOrDefault(file.name(), 0L) + " copied, " + ledger + " in the ledger, "
                        + rows + " in the table");
            }
        }
        long all = rowsByFile.values().stream().mapToLong(Long::longValue).sum();
        if (all != distinctIds) {
            differences.add(all + " rows of the study in the table, " + distinctIds + " distinct record ids");
        }
        long sum = copied.values().stream().mapToLong(Long::longValue).sum();
        run.reconciled(new ReconciliationReport(
                0, 0, 0, 0, inFiles, sum, inLedger, found, distinctIds, List.copyOf(differences)));
        if (!differences.isEmpty()) {
            throw new ReconciliationException(differences);
        }
    }
}
