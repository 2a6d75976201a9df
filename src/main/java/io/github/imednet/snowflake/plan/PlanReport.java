package io.github.imednet.snowflake.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.github.imednet.snowflake.config.ExitCode;
import io.github.imednet.snowflake.views.FormViewsReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an export would do; as JSON its names are in snake case.
 *
 * @param read whether the study was read, so that what is said of rows is so; else it is what totals tell
 * @param made what would be made in Snowflake
 * @param formViews what would be done with the views of the forms, or null where there are to be none
 * @param apiRequests about how many requests
 * @param mostPuts PUT and COPY statements, each of them, if all has changed; none are sent if nothing has
 * @param seconds about how long, at the rate of the last run of each list, or null if there was none
 * @param failIfDeletes the limit, or null for none
 * @param wouldFail whether the export would delete more than that
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PlanReport(
        String studyKey,
        boolean read,
        List<ListPlan> lists,
        List<String> made,
        @Nullable FormViewsReport formViews,
        long apiRequests,
        long mostPuts,
        @Nullable Double seconds,
        @Nullable Integer failIfDeletes,
        boolean wouldFail,
        List<String> notes) {

    /**
     * What it would do with a list.
     *
     * @param announced entities that the API says the list has
     * @param rowsInTable rows of the study in its table
     * @param files files that it would write: a batch each
     * @param filesKnown files whose rows the ledger says are in the table
     * @param rowsNew entities that are not in the table; without reading, at least
     * @param rowsChanged entities that are in it with other values, or null without reading
     * @param rowsDeleted rows that the list no longer has; without reading, at least
     * @param deletedIds the first of their ids, where the study was read
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record ListPlan(
            String list,
            String table,
            boolean tableExists,
            long announced,
            long rowsInTable,
            long files,
            long filesKnown,
            long rowsNew,
            @Nullable Long rowsChanged,
            long rowsDeleted,
            List<String> deletedIds) {}

    /** The exit code, which is that of the export where it would be refused. */
    @JsonIgnore
    public int exitCode() {
        return wouldFail ? ExitCode.CONFIGURATION : ExitCode.DONE;
    }
}
