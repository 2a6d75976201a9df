package io.github.imednet.snowflake.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * What an export did with one of several lists; as JSON its names are in snake case.
 *
 * @param list its name, such as {@code sites}
 * @param table its table, as it is set
 * @param runId each list is exported by a run of its own
 * @param mode whether the whole list was read or only what changed
 * @param changed how many entities were read as new or changed, or null where the whole list was read
 * @param whyFull why the whole list was read although only changes were to be, or null
 * @param entitiesAnnounced entities that the API said the list has
 * @param entitiesRead entities that the API sent
 * @param files Parquet files written
 * @param rowsReplaced rows of older states that were taken out
 * @param reconciled whether the table was found to hold every entity exactly once
 * @param reconciliation what was counted, or null if the run did not come so far
 * @param error why the list failed, or null
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ListSummary(
        String list,
        String table,
        @Nullable String runId,
        String mode,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long changed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String whyFull,
        long entitiesAnnounced,
        long entitiesRead,
        long files,
        long puts,
        long copies,
        long rowsLoaded,
        long rowsAlreadyLoaded,
        long rowsReplaced,
        long apiRequests,
        double seconds,
        boolean reconciled,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReconciliationReport reconciliation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error) {

    static ListSummary of(ExportRun run) {
        ExportSummary summary = run.summary();
        return new ListSummary(
                run.resource().path(),
                run.settings().table(),
                summary.runId(),
                summary.mode(),
                summary.changed(),
                summary.whyFull(),
                summary.recordsAnnounced(),
                summary.recordsRead(),
                summary.files(),
                summary.puts(),
                summary.copies(),
                summary.rowsLoaded(),
                summary.rowsAlreadyLoaded(),
                summary.rowsReplaced(),
                summary.apiRequests(),
                summary.seconds(),
                summary.reconciled(),
                summary.reconciliation(),
                summary.error());
    }
}
