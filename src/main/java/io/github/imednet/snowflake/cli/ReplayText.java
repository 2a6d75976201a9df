package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.replay.ReplayProblem;
import io.github.imednet.snowflake.replay.ReplayReport;
import java.util.Locale;
import java.util.stream.Collectors;

/** A replay's report as people read it. */
final class ReplayText {

    private ReplayText() {}

    static String people(ReplayReport report) {
        String text = """
                Study %s, run %s, replay of %s
                  batches          %,d in the table, of %,d lines
                  loaded           %,d rows with %,d PUT and %,d COPY
                  already loaded   %,d rows
                  replaced         %,d rows
                  retries          %,d
                  time             %.1f s
                  reconciled       %s
                    rows in files %,d, copied %,d, in the ledger %,d, in the table %,d
                """;
        return String.format(
                        Locale.ROOT,
                        text,
                        report.studyKey(),
                        report.runId(),
                        report.manifest(),
                        report.batches(),
                        report.lines(),
                        report.rowsLoaded(),
                        report.puts(),
                        report.copies(),
                        report.rowsAlreadyLoaded(),
                        report.rowsReplaced(),
                        report.retries(),
                        report.seconds(),
                        report.reconciled() ? "yes, every row of these files is in the table exactly once" : "NO",
                        report.rowsInFiles(),
                        report.rowsCopied(),
                        report.rowsInLedger(),
                        report.rowsInTable())
                + report.problems().stream()
                        .map(ReplayProblem::problem)
                        .map(ReplayText::notReplayed)
                        .collect(Collectors.joining())
                + report.notes().stream().map(note -> "  note             " + note + System.lineSeparator())
                        .collect(Collectors.joining());
    }

    private static String notReplayed(String problem) {
        return "  not replayed     " + problem + System.lineSeparator();
    }
}
