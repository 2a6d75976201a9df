package io.github.imednet.snowflake.plan;

import io.github.imednet.snowflake.verify.VerificationReport;
import io.github.imednet.snowflake.views.FormViewsReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A plan in work: its lists, one after the other, and what would be made. It travels with the exchange. */
final class StudyPlan {

    private final String studyKey;
    private final boolean read;
    private final List<PlannedList> lists = new ArrayList<>();
    private final Set<String> made = new TreeSet<>();
    private final Set<String> notes = new TreeSet<>();
    private @Nullable VerificationReport reading;
    private @Nullable FormViewsReport formViews;

    StudyPlan(String studyKey, boolean read) {
        this.studyKey = studyKey;
        this.read = read;
    }

    String studyKey() {
        return studyKey;
    }

    boolean isToRead() {
        return read;
    }

    void add(PlannedList list) {
        lists.add(list);
    }

    List<PlannedList> lists() {
        return lists;
    }

    void makes(String what) {
        made.add(what);
    }

    void note(String text) {
        notes.add(text);
    }

    Set<String> notes() {
        return notes;
    }

    List<String> made() {
        return List.copyOf(made);
    }

    void views(FormViewsReport planned) {
        formViews = planned;
    }

    /** What would be done with the views of the forms, or null where there are to be none. */
    @Nullable FormViewsReport views() {
        return formViews;
    }

    void read(VerificationReport report) {
        reading = report;
    }

    /** What the study's entities and the table's rows are to each other, or null where that was not read. */
    VerificationReport.@Nullable Records records(PlannedList list) {
        VerificationReport report = reportOf(list);
        return report == null ? null : report.records();
    }

    @Nullable VerificationReport reportOf(PlannedList list) {
        if (reading == null || reading.lists() == null) {
            return reading;
        }
        return reading.lists().stream()
                .filter(one -> list.resource().path().equals(one.list() == null ? "records" : one.list()))
                .findFirst()
                .orElse(null);
    }
}
