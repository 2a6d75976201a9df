package io.github.imednet.snowflake.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.github.imednet.snowflake.run.ExportSummary;
import java.util.Locale;
import java.util.Map;

/** A run's summary as people read it, and as programs do. */
final class SummaryText {

    private SummaryText() {}

    static String json(ExportSummary summary) throws JsonProcessingException {
        return new ObjectMapper()
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .writeValueAsString(summary);
    }

    /** Where a run did not even begin. */
    static String json(Throwable failure) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(Map.of("error", String.valueOf(failure.getMessage())));
    }

    static String people(ExportSummary summary) {
        String text = """
                Study %s, run %s
                  records read     %,d of %,d announced, on %,d pages with %,d requests
                  batches          %,d in the table, %,d Parquet files, %,d bytes
                  loaded           %,d rows with %,d PUT and %,d COPY
                  already loaded   %,d rows%s
                  retries          %,d
                  time             %.1f s
                  manifest         %s
                  reconciled       %s
                """;
        boolean nothingNew = summary.reconciled() && summary.copies() == 0;
        String replaced = summary.rowsReplaced() == 0
                ? ""
                : String.format(Locale.ROOT, "%n  replaced         %,d rows", summary.rowsReplaced());
        return String.format(
                Locale.ROOT,
                text,
                summary.studyKey(),
                summary.runId(),
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
                summary.retries(),
                summary.seconds(),
                summary.manifest() == null ? "none (set export.manifest-path for one)" : summary.manifest(),
                summary.reconciled() ? "yes, every record is in the table exactly once" : "NO");
    }
}
