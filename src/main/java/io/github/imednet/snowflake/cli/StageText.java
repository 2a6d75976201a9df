package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.stage.StageReport;
import java.util.Locale;
import java.util.stream.Collectors;

/** A stage's report as people read it. */
final class StageText {

    private StageText() {}

    static String listed(StageReport report) {
        long bytes = report.files().stream().mapToLong(StageReport.File::bytes).sum();
        return report.files().stream()
                        .map(file -> line("%-10s  %,13d  %s", file.state(), file.bytes(), file.path()))
                        .collect(Collectors.joining())
                + line("%,d files of study %s in %s, %,d bytes; %,d of them, %,d bytes, were loaded and can be removed",
                        report.files().size(), report.studyKey(), report.stage(), bytes, report.removableFiles(),
                        report.removableBytes());
    }

    static String wouldBeCleaned(StageReport report) {
        return paths(report)
                + line("%,d files of study %s in %s, %,d bytes, would be removed: confirm with --yes",
                        report.removableFiles(), report.studyKey(), report.stage(), report.removableBytes());
    }

    static String cleaned(StageReport report) {
        return paths(report)
                + line("%,d files of study %s in %s, %,d bytes, were removed",
                        report.removedFiles(), report.studyKey(), report.stage(), report.removedBytes());
    }

    private static String paths(StageReport report) {
        return report.files().stream()
                .filter(StageReport.File::removable)
                .map(file -> file.path() + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format + "%n", values);
    }
}
