package io.github.imednet.snowflake.load;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a verification has found in Snowflake, one statement after the other. */
public final class TableFindings {

    private volatile List<LedgerEntry> ledger = List.of();
    private volatile Set<String> stagePaths = Set.of();
    private volatile List<TableFile> files = List.of();
    private volatile @Nullable TableCounts counts;

    /** Everything that the ledger ever knew of the study's files. */
    public List<LedgerEntry> ledger() {
        return ledger;
    }

    void ledger(List<LedgerEntry> entries) {
        ledger = entries;
    }

    /** The files on the stage, by their paths inside it. */
    public Set<String> stagePaths() {
        return stagePaths;
    }

    void stagePaths(Set<String> paths) {
        stagePaths = paths;
    }

    /** Rows of the study by file; empty where the table does not know the file. */
    public List<TableFile> files() {
        return files;
    }

    void files(List<TableFile> found) {
        files = found;
    }

    public @Nullable TableCounts counts() {
        return counts;
    }

    void counts(TableCounts found) {
        counts = found;
    }
}
