package io.github.imednet.snowflake.cli;

import io.github.imednet.snowflake.plan.PlanReport;
import io.github.imednet.snowflake.plan.PlanReport.ListPlan;
import java.util.Locale;

/** A plan as people read it. */
final class PlanText {

    private static final int MOST_IDS = 100;

    private PlanText() {}

    static String people(PlanReport report, boolean ids) {
        StringBuilder text = new StringBuilder(line("An export of %s would", report.studyKey()));
        for (ListPlan list : report.lists()) {
            text.append(list(list, report.read(), ids));
        }
        report.made().forEach(made -> text.append(line("  make             %s", made)));
        if (report.formViews() != null) {
            text.append(line("  views            %,d made, %,d replaced, %,d dropped, %,d as they are",
                    report.formViews().made().size(), report.formViews().changed().size(),
                    report.formViews().dropped().size(), report.formViews().unchanged()));
        }
        text.append(line("  ask the API      about %,d times", report.apiRequests()));
        text.append(line("  send             at most %,d PUT and as many COPY, none if nothing has changed",
                report.mostPuts()));
        text.append(report.seconds() == null
                ? line("  take             a time that is not known: no complete run of each list has a journal here")
                : line("  take             about %,.0f s, if it is as fast as the last complete run",
                        Math.ceil(report.seconds())));
        report.notes().forEach(note -> text.append(line("  note             %s", note)));
        return text.toString();
    }

    private static String list(ListPlan list, boolean read, boolean ids) {
        String least = read ? "" : "at least ";
        StringBuilder text = new StringBuilder(line("  read %-11s %,d, for %s, which has %,d%s", list.list(),
                list.announced(), list.table(), list.rowsInTable(),
                list.tableExists() ? "" : " (it does not exist yet)"));
        text.append(line("    files          %,d written, %,d are known as loaded", list.files(), list.filesKnown()));
        text.append(line("    rows           %s%,d new, %s changed, %s%,d deleted", least, list.rowsNew(),
                list.rowsChanged() == null ? "?" : String.format(Locale.ROOT, "%,d", list.rowsChanged()), least,
                list.rowsDeleted()));
        if (ids && !list.deletedIds().isEmpty()) {
            text.append(line("    deleted ids    %s",
                    String.join(", ", list.deletedIds().stream().limit(MOST_IDS).toList())));
        }
        return text.toString();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format + "%n", values);
    }
}
