package io.github.imednet.snowflake.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.imednet.snowflake.views.FormViewsReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did; as JSON its names are in snake case.
 *
 * @param recordsAnnounced records that the API said the study has
 * @param recordsRead records that the API sent
 * @param mode {@code full} or {@code incremental}
 * @param since of an incremental run: changes from then on were asked for, in UTC
 * @param changed of an incremental run: how many records the API sent as changed since
 * @param whyFull why everything was read although {@code export.incremental} is set, or null
 * @param batches batches whose rows are in the table
 * @param files Parquet files written
 * @param rowsLoaded rows that Snowflake said it loaded in this run
 * @param rowsAlreadyLoaded rows of batches that an earlier run had loaded
 * @param rowsReplaced rows of older states of the study's records that were removed
 * @param apiRequests requests to the API, retries included
 * @param retries retries at both ends
 * @param apiRetries those of requests to the API
 * @param snowflakeRetries all others: of files, statements, loads, and lines of the manifest
 * @param manifest path of the manifest, or null for none
 * @param filesPurged files removed from the stage after their commit, or null where that is not asked for
 * @param filesNotPurged files whose removal failed, so that they are still there
 * @param undecidedFields fields that were left out because the privacy policy has no rule for them
 * @param reconciled whether the table was found to hold every record exactly once
 * @param reconciliation what was counted, or null if the run did not come so far
 * @param formViews what was done with the views of the forms, or null where none are made
 * @param error why the run failed, or null
 * @param batchId the batch that failed, or null
 * @param list the list that the run exports, where it is not that of records
 * @param lists each of several lists that were exported; then records are those of the list of records, and all else is
 *     of all lists together
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ExportSummary(
        @Nullable String runId,
        @Nullable String studyKey,
        String mode,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String since,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long changed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String whyFull,
        long recordsAnnounced,
        long pages,
        long recordsRead,
        long batches,
        long files,
        long bytes,
        long puts,
        long copies,
        long rowsLoaded,
        long rowsAlreadyLoaded,
        long rowsReplaced,
        long apiRequests,
        long retries,
        long apiRetries,
        long snowflakeRetries,
        double seconds,
        @Nullable String manifest,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long filesPurged,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long filesNotPurged,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> undecidedFields,
        boolean reconciled,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReconciliationReport reconciliation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FormViewsReport formViews,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error,
        @JsonIgnore @Nullable String batchId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String list,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ListSummary> lists) {

    /** As JSON a run that failed always has its batch: null where none is known. */
    @JsonProperty("batch_id")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable JsonNode failedBatch() {
        if (error == null) {
            return null;
        }
        return batchId == null ? NullNode.instance : TextNode.valueOf(batchId);
    }

    /** The summary of an export that failed before its run began. */
    public static ExportSummary notBegun(String error) {
        return notBegun(null, error);
    }

    /** The same of an export of this study. */
    public static ExportSummary notBegun(@Nullable String studyKey, String error) {
        SummaryDraft draft = new SummaryDraft();
        draft.studyKey = studyKey;
        draft.error = error;
        return draft.summary();
    }
}
