package io.github.imednet.snowflake.run;

import io.github.imednet.snowflake.views.FormViewsReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a summary is to say, by its names: what is not set is not known, or did not happen. */
final class SummaryDraft {

    @Nullable String runId;
    @Nullable String studyKey;
    String mode = RunMode.FULL;
    @Nullable String since;
    @Nullable Long changed;
    @Nullable String whyFull;
    long recordsAnnounced;
    long recordsRead;
    double seconds;
    @Nullable String manifest;
    List<String> undecidedFields = List.of();
    boolean reconciled;
    @Nullable ReconciliationReport reconciliation;
    @Nullable FormViewsReport formViews;
    @Nullable String error;
    @Nullable String batchId;
    @Nullable String list;
    @Nullable List<ListSummary> lists;
    private long pages;
    private long batches;
    private long files;
    private long bytes;
    private long puts;
    private long copies;
    private long rowsLoaded;
    private long rowsAlreadyLoaded;
    private long rowsReplaced;
    private long apiRequests;
    private long apiRetries;
    private long snowflakeRetries;
    private @Nullable Long filesPurged;
    private @Nullable Long filesNotPurged;

    /** Adds what a run has counted. */
    void add(ExportRun run) {
        RunStatistics statistics = run.statistics();
        pages += statistics.pages.sum();
        batches += statistics.filesLoaded();
        files += statistics.filesWritten.sum();
        bytes += statistics.bytes.sum();
        puts += statistics.puts.sum();
        copies += statistics.copies.sum();
        rowsLoaded += statistics.rowsLoaded.sum();
        rowsAlreadyLoaded += statistics.rowsAlreadyLoaded.sum();
        rowsReplaced += statistics.rowsReplaced.sum();
        apiRequests += statistics.requests.sum();
        apiRetries += statistics.requestRetries.sum();
        snowflakeRetries += statistics.loadRetries.sum();
        if (run.settings().purge()) {
            filesPurged = (filesPurged == null ? 0 : filesPurged) + statistics.filesPurged.sum();
            filesNotPurged = (filesNotPurged == null ? 0 : filesNotPurged) + statistics.filesNotPurged.sum();
        }
    }

    ExportSummary summary() {
        return new ExportSummary(
                runId, studyKey, mode, since, changed, whyFull, recordsAnnounced, pages, recordsRead, batches, files,
                bytes, puts, copies, rowsLoaded, rowsAlreadyLoaded, rowsReplaced, apiRequests,
                apiRetries + snowflakeRetries, apiRetries, snowflakeRetries, seconds, manifest, filesPurged,
                filesNotPurged, undecidedFields, reconciled, reconciliation, formViews, error, batchId, list, lists);
    }
}
