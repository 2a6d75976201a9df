package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.batch.BatchFile;
import io.github.imednet.snowflake.config.RouteBean;
import io.github.imednet.snowflake.load.LedgerEntry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;

/** Looks which of the study's files are on the stage. Rows do not need them any more, so none of it is a difference. */
@RouteBean
public final class StageAudit {

    private static final int MOST_NAMED = 5;

    public void check(@ExchangeProperty("run") Verification verification) {
        List<LedgerEntry> entries = verification.findings().ledger();
        Set<String> staged = verification.findings().stagePaths();
        String nameStart = BatchFile.nameStart(verification.studyKey(), verification.resource());
        Set<String> known = entries.stream().map(LedgerEntry::stagePath).collect(Collectors.toSet());
        List<String> files = staged.stream()
                .filter(path -> known.contains(path) || path.substring(path.lastIndexOf('/') + 1).startsWith(nameStart))
                .toList();
        List<String> unknown = files.stream().filter(path -> !known.contains(path)).toList();
        List<String> missing = entries.stream()
                .filter(entry -> entry.current() && !staged.contains(entry.stagePath()))
                .map(LedgerEntry::stagePath)
                .toList();
        verification.found(new VerificationReport.Stage(files.size(), missing.size(), unknown.size()));
        note(verification, missing, "of the table's files are no longer on the stage");
        note(verification, unknown, "of the study's files on the stage are not known to the ledger");
    }

    private static void note(Verification verification, List<String> paths, String what) {
        if (!paths.isEmpty()) {
            verification.note(paths.size() + " " + what + ", such as "
                    + String.join(", ", paths.subList(0, Math.min(MOST_NAMED, paths.size()))));
        }
    }
}
