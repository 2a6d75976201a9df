package io.github.imednet.snowflake.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The page about all runs of a state directory: of each study and table, rows, time and retries over the runs. */
final class AllRunsPage {

    private static final int MOST_COLUMNS = 60;

    private final Map<List<String>, List<JournaledRun>> runs = new LinkedHashMap<>();
    private final @Nullable String linkTo;

    /**
     * @param all the oldest first
     * @param linkTo what is before the id of a run in the address of its page, or null without such pages
     */
    AllRunsPage(List<JournaledRun> all, @Nullable String linkTo) {
        this.linkTo = linkTo;
        all.forEach(run -> runs.computeIfAbsent(run.subject(), subject -> new ArrayList<>()).add(run));
    }

    String text() {
        Page page = new Page("Exports");
        int number = 1;
        for (List<JournaledRun> ofTable : runs.values()) {
            JournaledRun last = ofTable.get(ofTable.size() - 1);
            String id = "table-" + number++;
            String heading = last.studyKey() + ": " + last.resource().path() + " into " + last.table();
            page.section(id, heading, html -> section(html, id, heading, ofTable));
        }
        if (runs.isEmpty()) {
            page.section("none", "No runs", html -> html.element("p", "No run has a journal in the state directory."));
        }
        return page.text("Made from the journals of runs. It has counts, and no value of a record.");
    }

    private void section(Html html, String id, String heading, List<JournaledRun> all) {
        JournaledRun last = all.get(all.size() - 1);
        boolean good = last.state() == State.COMPLETE;
        html.element("p", "The last run, of " + Dates.minute(last.began()) + ", is " + state(last)
                + (good ? ": its table was reconciled." : "."), "class", "verdict " + (good ? "good" : "bad"));
        List<JournaledRun> counted = all.stream().filter(run -> run.rowsInTable().isPresent()).toList();
        trend(html, id + "-rows", "Rows in the table", "%,.0f", counted, run -> run.rowsInTable().orElseThrow());
        List<JournaledRun> told = all.stream().filter(run -> run.summary().isObject()).toList();
        trend(html, id + "-time", "Seconds", "%,.1f", told, run -> run.summary().path("seconds").asDouble());
        trend(html, id + "-retries", "Retries", "%,.0f", told, run -> run.summary().path("retries").asDouble());
        Table table = new Table("Runs, the latest first. " + heading,
                List.of("began", "run", "state", "rows in the table", "loaded", "requests", "retries", "time"),
                3, 4, 5, 6, 7);
        for (int i = all.size() - 1; i >= 0; i--) {
            JournaledRun run = all.get(i);
            JsonNode summary = run.summary();
            List<String> cells = List.of(Dates.minute(run.began()), run.id(), state(run),
                    Html.rows(run.rowsInTable()), Html.number(summary.path("rows_loaded").asLong()),
                    Html.number(summary.path("api_requests").asLong()), Html.number(summary.path("retries").asLong()),
                    Html.seconds(summary.path("seconds").asDouble()));
            if (linkTo == null) {
                table.row(cells);
            } else {
                table.linked(linkTo + run.id(), cells);
            }
        }
        html.add(table.html());
    }

    private static void trend(
            Html html,
            String id,
            String title,
            String format,
            List<JournaledRun> all,
            ToDoubleFunction<JournaledRun> value) {
        if (all.size() < 2) {
            return;
        }
        List<JournaledRun> runs = all.subList(Math.max(0, all.size() - MOST_COLUMNS), all.size());
        List<Double> values = runs.stream().map(value::applyAsDouble).toList();
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        if (most == 0) {
            html.element("p", title + " over " + runs.size() + " runs: none.", "class", "note");
            return;
        }
        String says = String.format(Locale.ROOT, "%s over %d runs: " + String.join(" at first, ", format, format)
                + " at last, between " + format + " and " + format + ". The table below has each.", title,
                runs.size(), values.get(0), values.get(values.size() - 1), least, most);
        List<String> names = runs.stream().map(run -> Dates.minute(run.began())).toList();
        html.open("figure").add(Charts.columns(id, title, says, names, values)).element("figcaption", says).close();
    }

    private static String state(JournaledRun run) {
        return run.state().name().toLowerCase(Locale.ROOT);
    }
}
