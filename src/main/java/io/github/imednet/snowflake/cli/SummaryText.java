package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.run.ExportSummary;
import io.github.imednet.snowflake.run.ListSummary;
import io.github.imednet.snowflake.run.ReconciliationReport;
import java.util.List;
import io.github.imednet.snowflake.views.FormViewsReport;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run's summary as people read it. */
final class SummaryText {

    private SummaryText() {}

    static String people(ExportSummary summary) {
        String text = """
                Study %s, run %s
                %s  records read     %,d of %,d announced, on %,d pages with %,d requests
                  batches          %,d in the table, %,d Parquet files, %,d bytes
                  loaded           %,d rows with %,d PUT and %,d COPY
                  already loaded   %,d rows%s
                  retries          %s
                  time             %.1f s
                  manifest         %s
                %s%s  reconciled       %s
                %s%s""";
        boolean nothingNew = summary.reconciled() && summary.copies() == 0;
        String replaced = summary.rowsReplaced() == 0
                ? ""
                : String.format(Locale.ROOT, "%n  replaced         %,d rows", summary.rowsReplaced());
        return String.format(
                Locale.ROOT,
                text,
                summary.studyKey(),
                summary.runId(),
                mode(summary),
                summary.recordsRead(),
                summary.recordsAnnounced(),
                summary.pages(),
                summary.apiRequests(),
                summary.batches(),
                summary.files(),
                summary.bytes(),
                summary.rowsLoaded(),
                summary.puts(),
                summary.copies(),
                summary.rowsAlreadyLoaded(),
                nothingNew ? ": nothing changed, nothing sent" + replaced : replaced,
                retries(summary),
                summary.seconds(),
                summary.manifest() == null ? "none (set export.manifest-path for one)" : summary.manifest(),
                purged(summary),
                undecided(summary.undecidedFields()),
                reconciled(summary),
                summary.reconciliation() == null ? "" : people(summary.reconciliation()),
                (summary.formViews() == null ? "" : people(summary.formViews())) + lists(summary));
    }

    /** A line for each list, where several were exported. */
    private static String lists(ExportSummary summary) {
        if (summary.lists() == null) {
            return "";
        }
        return summary.lists().stream().map(SummaryText::list).collect(Collectors.joining());
    }

    private static String list(ListSummary list) {
        String sent = list.copies() == 0
                ? list.reconciled() ? "nothing new" : "nothing sent"
                : String.format(Locale.ROOT, "%,d rows loaded", list.rowsLoaded());
        String end = list.reconciled() ? "reconciled" : list.reconciliation() == null ? "FAILED" : "DIFFERS";
        String whyFull = list.whyFull() == null || list.list().equals("records")
                ? ""
                : "    everything read: " + list.whyFull() + System.lineSeparator();
        String differences = list.reconciliation() == null || list.list().equals("records")
                ? ""
                : list.reconciliation().differences().stream()
                        .map(difference -> "    difference: " + difference + System.lineSeparator())
                        .collect(Collectors.joining());
        return String.format(Locale.ROOT, "  %-16s %,d of %,d read into %s, %s, %s%n%s", list.list(),
                list.entitiesRead(), list.entitiesAnnounced(), list.table(), sent, end, whyFull + differences);
    }

    /** Nothing where the run was not to be incremental. */
    private static String mode(ExportSummary summary) {
        if (summary.whyFull() != null) {
            return String.format(Locale.ROOT, "  everything read  %s%n", summary.whyFull());
        }
        return summary.changed() == null
                ? ""
                : String.format(
                        Locale.ROOT, "  changed          %,d records since %s%n", summary.changed(), summary.since());
    }

    private static String reconciled(ExportSummary summary) {
        if (summary.reconciled()) {
            return summary.lists() == null
                    ? "yes, every record is in the table exactly once"
                    : "yes, every entity of each list is in its table exactly once";
        }
        return summary.reconciliation() == null ? "not done: the run ended before it" : "NO";
    }

    private static String retries(ExportSummary summary) {
        return summary.retries() == 0
                ? "0"
                : String.format(
                        Locale.ROOT,
                        "%,d, of requests to the API %,d, of the rest %,d",
                        summary.retries(),
                        summary.apiRetries(),
                        summary.snowflakeRetries());
    }

    private static String purged(ExportSummary summary) {
        return summary.filesPurged() == null
                ? ""
                : String.format(Locale.ROOT, "  purged           %,d files from the stage, %,d remain%n",
                        summary.filesPurged(), summary.filesNotPurged());
    }

    private static String undecided(List<String> fields) {
        return fields.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  left out         %s, for which the privacy policy has no rule%n",
                        String.join(", ", fields));
    }

    private static String people(FormViewsReport report) {
        String counts = String.format(
                Locale.ROOT,
                "  form views       %,d made, %,d replaced, %,d dropped, %,d unchanged%n",
                report.made().size(),
                report.changed().size(),
                report.dropped().size(),
                report.unchanged());
        String drift = report.drift().stream()
                .map(change -> "    drift: " + Printable.line(change.toString()) + System.lineSeparator())
                .collect(Collectors.joining());
        return counts + drift + ViewsText.renamed("    renamed: ", report.renamed());
    }

    private static String people(ReconciliationReport report) {
        String passes = report.passes() == 1
                ? ""
                : String.format(Locale.ROOT, ", read %d times because it changed meanwhile", report.passes());
        String counts = String.format(
                Locale.ROOT,
                "    announced %,d, at the end %,d%s; distinct ids read %,d; rows in files %,d, copied %,d,"
                        + " in the ledger %,d, in the table %,d with %,d distinct ids%n",
                report.announcedFirst(),
                report.announcedLast(),
                passes,
                report.distinctIdsRead(),
                report.rowsInFiles(),
                report.rowsCopied(),
                report.rowsInLedger(),
                report.rowsInTable(),
                report.distinctIdsInTable());
        return report.differences().stream()
                .map(difference -> "    difference: " + difference + System.lineSeparator())
                .collect(Collectors.joining("", counts, ""));
    }
}
