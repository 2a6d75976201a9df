package io.github.imednet.snowflake.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.config.Printable;
import io.github.imednet.snowflake.run.ExportSummary;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the exports of several studies did; as JSON its names are in snake case.
 *
 * @param studies the summary of each, in the order in which they were named
 * @param reconciled whether every study was found in its tables exactly once
 * @param error what failed, with the studies' names, or null
 * @param outcomes how each ended
 */
record StudiesSummary(
        List<ExportSummary> studies,
        boolean reconciled,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error,
        @JsonIgnore List<ExportOutcome> outcomes) {

    static StudiesSummary of(List<ExportOutcome> outcomes) {
        List<ExportSummary> studies = outcomes.stream().map(StudiesSummary::summary).toList();
        String errors = outcomes.stream()
                .filter(outcome -> outcome.failure() != null)
                .map(outcome -> outcome.studyKey() + ": " + CommandOutput.reasonOf(outcome.cause()))
                .collect(Collectors.joining("; "));
        return new StudiesSummary(
                studies,
                errors.isEmpty() && studies.stream().allMatch(ExportSummary::reconciled),
                errors.isEmpty() ? null : errors,
                outcomes);
    }

    /** That of exports that could not begin. */
    static StudiesSummary notBegun(String error) {
        return new StudiesSummary(List.of(), false, error, List.of());
    }

    private static ExportSummary summary(ExportOutcome outcome) {
        return outcome.summary().orElseGet(() ->
                ExportSummary.notBegun(outcome.studyKey(), CommandOutput.reasonOf(outcome.cause())));
    }

    /** A table with a line for each study, for people. */
    String text() {
        int width = Math.max(5, studies.stream()
                .mapToInt(study -> Printable.line(String.valueOf(study.studyKey())).length())
                .max()
                .orElse(0));
        StringBuilder text = new StringBuilder(
                line(width, "STUDY", "OUTCOME", "RECORDS", "ROWS LOADED", "SECONDS", "ERROR"));
        for (int index = 0; index < studies.size(); index++) {
            ExportSummary study = studies.get(index);
            Throwable failure = outcomes.get(index).failure();
            text.append(line(
                    width,
                    Printable.line(String.valueOf(study.studyKey())),
                    failure == null ? "reconciled" : outcome(CommandOutput.exitCodeOf(failure)),
                    String.format(Locale.ROOT, "%,d", study.recordsRead()),
                    String.format(Locale.ROOT, "%,d", study.rowsLoaded()),
                    String.format(Locale.ROOT, "%.1f", study.seconds()),
                    failure == null ? "" : Printable.line(CommandOutput.reasonOf(failure))));
        }
        return text.toString();
    }

    private static String line(int width, Object... cells) {
        return String.format(Locale.ROOT, "%-" + width + "s  %-14s %12s %12s %9s  %s", cells).stripTrailing()
                + System.lineSeparator();
    }

    private static String outcome(int exitCode) {
        return switch (exitCode) {
            case ExitCode.NOT_RECONCILED -> "NOT RECONCILED";
            case ExitCode.INTERRUPTED -> "interrupted";
            default -> "FAILED";
        };
    }
}
