package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.verify.Difference;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A verification's report as people read it. */
final class VerificationText {

    private static final int LONGEST_LIST = 50;

    private final StringBuilder text = new StringBuilder();

    private VerificationText() {}

    static String people(VerificationReport report) {
        VerificationText text = new VerificationText();
        if (report.lists() == null) {
            text.describe(report);
        } else {
            report.lists().forEach(text::describe);
            text.line("all lists", "%s", report.agrees()
                    ? "verified, nothing differs"
                    : String.format(Locale.ROOT, "DIFFER, %,d differences", report.differencesFound()));
        }
        return text.text.toString();
    }

    private void describe(VerificationReport report) {
        text.append("Study ").append(report.studyKey())
                .append(report.list() == null ? "" : ", " + report.list())
                .append(System.lineSeparator());
        for (VerificationReport.Chain chain : report.chains()) {
            line("hash chain", "%s: %,d lines, %s", chain.file(), chain.lines(), chain.whole() ? "whole" : "BROKEN");
        }
        VerificationReport.Ledger ledger = Objects.requireNonNull(report.ledger());
        VerificationReport.Table table = Objects.requireNonNull(report.table());
        VerificationReport.Stage stage = Objects.requireNonNull(report.stage());
        line("ledger", "%,d files, %,d rows", ledger.files(), ledger.rows());
        Long files = table.files();
        line("table", "%,d rows, %,d distinct record ids%s", table.rows(), table.distinctIds(),
                files == null ? "" : String.format(Locale.ROOT, ", %,d files", files));
        line("stage", "%,d files, %,d missing, %,d unknown",
                stage.files(), stage.missing(), stage.unknown());
        describe(report.records());
        line("time", "%.1f s", report.seconds());
        report.notes().forEach(note -> line("note", "%s", note));
        describeDifferences(report);
        line("verified", "%s", report.agrees()
                ? "yes, nothing differs"
                : String.format(Locale.ROOT, "NO, %,d differences", report.differencesFound()));
    }

    private void describe(VerificationReport.@Nullable Records records) {
        if (records == null) {
            line("records", "not compared (--deep does)");
            return;
        }
        line("records", "%,d of %,d records equal", records.equal(), records.expected());
        if (records.equal() != records.expected() || records.surplus() + records.doubled() > 0) {
            line("", "%,d different, %,d not in the table, %,d only in the table, %,d doubled",
                    records.different(), records.missing(), records.surplus(), records.doubled());
        }
        line("digest, API", "%s", records.apiDigest());
        line("digest, table", "%s", records.tableDigest());
    }

    private void describeDifferences(VerificationReport report) {
        report.differences().stream().limit(LONGEST_LIST).map(Difference::problem).forEach(problem ->
                line("difference", "%s", problem));
        if (report.differencesFound() > LONGEST_LIST) {
            line("", "and %,d more; --json names the first %,d", report.differencesFound() - LONGEST_LIST,
                    report.differences().size());
        }
    }

    private void line(String label, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "  %-16s ", label))
                .append(String.format(Locale.ROOT, format, values))
                .append(System.lineSeparator());
    }
}
