package io.github.imednet.snowflake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.config.ExportKeys;
import io.github.imednet.snowflake.config.ExportSettings;
import io.github.imednet.snowflake.config.ImednetResource;
import io.github.imednet.snowflake.config.RecordSelection;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import io.github.imednet.snowflake.journal.StateDirectory;
import io.github.imednet.snowflake.plan.PlanReport.ListPlan;
import io.github.imednet.snowflake.verify.Difference;
import io.github.imednet.snowflake.verify.VerificationReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Counts what an export would need, and what it would do as far as that can be told. */
final class PlanEstimate {

    private static final int FILES_OF_FIRST_LOAD = 100;
    private static final int MOST_FILES_OF_LOAD = 1000;

    private final ExportSettings settings;

    PlanEstimate(ExportSettings settings) {
        this.settings = settings;
    }

    PlanReport of(StudyPlan plan, @Nullable Integer limit) throws IOException {
        List<ListPlan> lists = new ArrayList<>();
        long requests = 0;
        long puts = 0;
        Double seconds = 0.0;
        List<JournaledRun> runs = new StateDirectory(settings.get(ExportKeys.STATE_DIR)).runs().runs();
        boolean tooMany = false;
        for (PlannedList list : plan.lists()) {
            ListPlan planned = planned(plan, list);
            lists.add(planned);
            requests += requests(list);
            puts += puts(list, planned.files());
            Double ofList = seconds(list, runs);
            seconds = seconds == null || ofList == null ? null : (Double) (seconds + ofList);
            tooMany |= limit != null && planned.rowsDeleted() > limit;
        }
        boolean read = plan.lists().stream().allMatch(list -> plan.records(list) != null);
        return new PlanReport(
                plan.studyKey(),
                read,
                lists,
                plan.made(),
                plan.views(),
                requests,
                puts,
                seconds,
                limit,
                tooMany,
                notes(plan, read));
    }

    private ListPlan planned(StudyPlan plan, PlannedList list) {
        VerificationReport.Records records = plan.records(list);
        long batch = settings.of(list.resource()).get(ExportKeys.BATCH_SIZE);
        return new ListPlan(
                list.resource().path(),
                settings.of(list.resource()).table(),
                list.exists(),
                list.announced(),
                list.rows(),
                (list.announced() + batch - 1) / batch,
                list.table().ledgerRows().size(),
                records == null ? leastNew(list) : records.missing(),
                records == null ? null : (Long) records.different(),
                records == null ? Math.max(0, list.rows() - list.announced()) : records.surplus(),
                records == null ? List.of() : deletedIds(plan.reportOf(list)));
    }

    /** Of a list that the API counts as it is exported. */
    private long leastNew(PlannedList list) {
        return isCountedOfAllForms(list) ? 0 : Math.max(0, list.announced() - list.rows());
    }

    /** Whether the API's total may have records of forms that are left out here: it was not asked for these alone. */
    private boolean isCountedOfAllForms(PlannedList list) {
        RecordSelection selection = settings.of(list.resource()).selection();
        return !selection.forms().isEmpty() && !selection.asksForForm();
    }

    /** Those are named that the table has and the API has not. */
    private static List<String> deletedIds(@Nullable VerificationReport report) {
        return report == null
                ? List.of()
                : report.differences().stream()
                        .filter(difference -> difference.kind() == Difference.Kind.SURPLUS)
                        .map(difference -> difference.recordId() == null
                                ? difference.problem()
                                : difference.recordId().toString())
                        .toList();
    }

    /** The pages, and one to ask whether something changed meanwhile; without a date of change the pages once more. */
    private long requests(PlannedList list) {
        long size = settings.imednet().pageSize();
        long pages = Math.max(1, (list.announced() + size - 1) / size);
        if (pages == 1 && list.resource() != ImednetResource.RECORDS) {
            return 1;
        }
        return list.resource().dateOfChange() == null ? 2 * pages : pages + 1;
    }

    private long puts(PlannedList list, long files) {
        if (files == 0 || list.resource() != ImednetResource.RECORDS) {
            return Math.min(files, 1);
        }
        OptionalInt set = settings.get(ExportKeys.LOAD_BATCHES);
        if (set.isPresent()) {
            return (files + set.getAsInt() - 1) / set.getAsInt();
        }
        long loads = 0;
        long size = FILES_OF_FIRST_LOAD;
        long left = files;
        while (left > 0) {
            loads++;
            left -= size;
            size = Math.min(2 * size, MOST_FILES_OF_LOAD);
        }
        return loads;
    }

    private @Nullable Double seconds(PlannedList list, List<JournaledRun> runs) {
        Double seconds = null;
        for (JournaledRun run : runs) {
            JsonNode summary = run.summary();
            boolean sameTable = list.studyKey().equals(run.studyKey()) && run.resource() == list.resource()
                    && run.isInto(settings);
            long read = summary.path("records_read").asLong();
            boolean complete = run.state() == State.COMPLETE && read > 0;
            if (sameTable && complete && summary.path("mode").asText().equals("full")) {
                seconds = summary.path("seconds").asDouble() * list.announced() / read;
            }
        }
        return seconds;
    }

    private List<String> notes(StudyPlan plan, boolean read) {
        List<String> notes = new ArrayList<>(plan.notes());
        if (!read) {
            notes.add(
                    plan.isToRead()
                            ? "The study was not read: there is nothing to compare it with in a table that does not"
                                    + " exist yet, or of which there is no ledger"
                            : "The study was not read: rows that changed or were replaced are not counted. --read"
                                    + " compares every value");
        }
        for (PlannedList list : plan.lists()) {
            if (plan.records(list) == null && isCountedOfAllForms(list)) {
                notes.add("The API's total may have records of other forms than export.forms, so there are no more"
                        + " files than these; how many records are new is only known with --read");
            }
        }
        if (settings.incremental().wanted()) {
            notes.add("export.incremental is set: only what changed is read, if that is proved to be complete");
        }
        if (settings.formViews().wanted()) {
            notes.add("imednet views prints the statements of the views that are made");
        }
        if (!settings.idempotent()) {
            notes.add("export.idempotent is false: every batch is loaded again, also those that are there");
        }
        return notes;
    }
}
