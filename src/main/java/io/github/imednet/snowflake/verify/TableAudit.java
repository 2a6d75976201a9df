package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.LedgerEntry;
import io.github.imednet.snowflake.load.TableCounts;
import io.github.imednet.snowflake.load.TableFile;
import io.github.imednet.snowflake.model.EntityList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/** Compares the table with the ledger, file by file where the table knows the files, and each record once. */
@RouteBean
public final class TableAudit {

    private static final String SOURCE_FILE = "_SOURCE_FILE";

    public void check(@ExchangeProperty("run") Verification verification) {
        List<TableFile> files = verification.findings().files();
        TableCounts counts = Objects.requireNonNull(verification.findings().counts());
        boolean lineage = verification.table().columns().contains(SOURCE_FILE);
        Map<String, LedgerEntry> current = new LinkedHashMap<>();
        verification.findings().ledger().stream()
                .filter(LedgerEntry::current)
                .forEach(entry -> current.put(entry.stagePath(), entry));
        long rows = current.values().stream().mapToLong(LedgerEntry::rowsLeft).sum();
        verification.found(new VerificationReport.Ledger(current.size(), rows));
        verification.found(new VerificationReport.Table(
                counts.rows(), counts.distinctIds(), lineage ? (Long) (long) files.size() : null));
        if (lineage) {
            compareFiles(verification, current, files);
        } else if (rows != counts.rows()) {
            verification.differs(
                    Difference.ofTable("the table has " + counts.rows() + " rows, the ledger says " + rows));
        }
        checkIds(verification, counts);
        if (rows == 0 && counts.rows() == 0) {
            verification.note("Neither ledger nor table has rows of the study: was it exported into this table?");
        }
    }

    private static void compareFiles(
            Verification verification, Map<String, LedgerEntry> current, List<TableFile> files) {
        Map<String, LedgerEntry> missing = new LinkedHashMap<>(current);
        for (TableFile file : files) {
            LedgerEntry entry = missing.remove(file.stagePath());
            if (entry == null) {
                String name = file.stagePath().isEmpty() ? "no known file" : "file " + file.stagePath();
                differs(verification, file.stagePath(), null, "the table has " + file.rows() + " rows of " + name
                        + " (record ids " + file.firstId() + " to " + file.lastId() + "), the ledger has none");
            } else {
                compareFile(verification, entry, file);
            }
        }
        missing.values().stream()
                .filter(entry -> entry.rowsLeft() > 0)
                .forEach(entry -> differs(verification, entry.stagePath(), entry.batchId(),
                        "the table has no rows of " + named(entry) + ", the ledger says " + entry.rowsLeft()));
    }

    private static void compareFile(Verification verification, LedgerEntry entry, TableFile file) {
        if (file.rows() != entry.rowsLeft()) {
            differs(verification, file.stagePath(), entry.batchId(), "the table has " + file.rows() + " rows of "
                    + named(entry) + ", the ledger says " + entry.rowsLeft());
        }
        boolean numbers = EntityList.of(verification.resource()).isInOrderOfNumbers();
        if (numbers && (file.firstId() <= entry.afterId() || file.lastId() > entry.lastId())) {
            differs(verification, file.stagePath(), entry.batchId(), "the table has record ids " + file.firstId()
                    + " to " + file.lastId() + " of " + named(entry));
        }
    }

    private static void checkIds(Verification verification, TableCounts counts) {
        if (counts.rowsWithoutId() > 0) {
            verification.differs(Difference.ofTable(counts.rowsWithoutId() + " rows of the table have no record id"));
        }
        for (String id : counts.firstDoubled()) {
            String problem = "record " + id + " is in the table more than once";
            verification.differs(Difference.ofId(Difference.Kind.TABLE, id, problem));
        }
        if (counts.doubledIds() > counts.firstDoubled().size()) {
            verification.differs(Difference.ofTable(
                    counts.doubledIds() + " records in all are in the table more than once"));
        }
    }

    private static String named(LedgerEntry entry) {
        String after = entry.afterId() == Long.MIN_VALUE ? "" : "above " + entry.afterId() + ' ';
        return "batch " + entry.batchId() + ", file " + entry.stagePath() + ", record ids " + after + "up to "
                + entry.lastId();
    }

    private static void differs(Verification verification, String file, @Nullable String batchId, String problem) {
        verification.differs(Difference.ofFile(Difference.Kind.LEDGER, file, batchId, problem));
    }
}
