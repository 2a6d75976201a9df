package io.github.imednet.snowflake.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.journal.JournaledRun;
import io.github.imednet.snowflake.journal.JournaledRun.State;
import io.github.imednet.snowflake.journal.RunHistory;
import io.github.imednet.snowflake.journal.RunHistory.Kind;
import io.github.imednet.snowflake.report.Charts.Station;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The page about an export: a run, or one of each list that was exported with it. */
final class RunPage {

    private final List<ListRun> lists;
    private final ListRun first;

    /**
     * One list's part of an export.
     *
     * @param before the last run of the list before this one that was complete, or null
     */
    record ListRun(RunHistory history, @Nullable RunHistory before) {

        JournaledRun run() {
            return history.run();
        }

        JsonNode summary() {
            return run().summary();
        }

        String list() {
            return run().resource().path();
        }

        OptionalLong rows() {
            return run().rowsInTable();
        }

        OptionalLong rowsBefore() {
            return before == null ? OptionalLong.empty() : before.run().rowsInTable();
        }

        boolean isFull() {
            return isFull(summary());
        }

        boolean isComparable() {
            return before != null && isFull() && isFull(before.run().summary());
        }

        private static boolean isFull(JsonNode summary) {
            return !summary.path("mode").asText().equals("incremental");
        }
    }

    /** @param lists of one export, one at least */
    RunPage(List<ListRun> lists) {
        this.lists = List.copyOf(lists);
        this.first = lists.get(0);
    }

    String text() {
        JournaledRun run = first.run();
        Page page = new Page("Export of " + run.studyKey() + ", " + Dates.minute(run.began()))
                .section("result", "Result", this::result)
                .section("rows", "Rows by list", this::rows)
                .section("forms", "Records by form", html -> counts(html, "form"))
                .section("months", "Records by month of their last change", html -> counts(html, "month"))
                .section("timeline", "Timeline", this::timeline)
                .section("findings", "Drift, values that fit no column, privacy", html -> new Findings(lists).add(html))
                .section("cost", "What it cost", this::cost)
                .section("origin", "Versions, settings, hashes", html -> new Origin(lists).add(html));
        return page.text("Made from the run's journal. It has counts and names of forms, and no value of a record.");
    }

    private void result(Html html) {
        for (ListRun list : lists) {
            boolean good = list.run().state() == State.COMPLETE;
            html.element("p", sentence(list), "class", "verdict " + (good ? "good" : "bad"));
            JsonNode reconciliation = list.summary().path("reconciliation");
            if (reconciliation.isObject()) {
                html.open("figure")
                        .add(Charts.stations("way-" + list.list(),
                                "The " + list.list() + " on their way into the table",
                                stations(list, reconciliation)))
                        .element("figcaption", caption(list))
                        .close();
                reconciliation.path("differences")
                        .forEach(difference -> html.element("p", "Difference: " + difference.asText()));
            }
            if (list.summary().hasNonNull("error")) {
                html.element("p", "Why it failed: " + Origin.error(list.summary().path("error").asText()));
            }
        }
    }

    /**
     * Of an incremental run, the rows in files are those that changed, which are no measure of the table: that is the
     * number that the API announces. A replay asks no API, and may be of some of the table's rows.
     */
    private static List<Station> stations(ListRun list, JsonNode counted) {
        boolean replay = list.run().replay();
        long announced = counted.path("announced_last").asLong();
        long expected = list.isFull() ? counted.path("rows_in_files").asLong() : announced;
        List<Station> stations = new ArrayList<>();
        if (!replay) {
            stations.add(new Station("announced by the API", announced, announced));
        }
        if (list.isFull()) {
            if (!replay) {
                stations.add(new Station("distinct ids read", counted.path("distinct_ids_read").asLong(), announced));
            }
            stations.add(new Station("rows in files", expected, expected));
            stations.add(new Station("rows copied", counted.path("rows_copied").asLong(), expected));
        }
        stations.add(new Station("rows in the ledger", counted.path("rows_in_ledger").asLong(), expected));
        stations.add(new Station("rows in the table", counted.path("rows_in_table").asLong(), expected));
        if (!replay) {
            stations.add(new Station(
                    "distinct ids in the table", counted.path("distinct_ids_in_table").asLong(), expected));
        }
        return stations;
    }

    private static String caption(ListRun list) {
        return list.isFull()
                ? "The counts on the way: all that was announced should be read, and all rows of the files should be"
                        + " in the table."
                : "The counts: the table should have as many rows as the API announces.";
    }

    private static String sentence(ListRun list) {
        JournaledRun run = list.run();
        JsonNode summary = list.summary();
        String rows = Html.rows(run.rowsInTable());
        if (summary.path("reconciled").asBoolean()) {
            return "Reconciled: every one of the " + rows + ' ' + list.list() + " is in " + run.table()
                    + " exactly once.";
        }
        if (summary.path("reconciliation").isObject()) {
            return "Not reconciled: " + run.table() + " differs from what iMednet has of " + list.list() + '.';
        }
        return "Not compared: the run of " + list.list() + " is " + run.state().name().toLowerCase(Locale.ROOT)
                + ", and what its journal tells ends before " + run.table() + " was compared.";
    }

    private void rows(Html html) {
        Table table = new Table("Rows in the table, and those of the run before",
                List.of("list", "table", "rows", "run before", "change", "loaded", "replaced", "now (wide) and before"),
                2, 3, 4, 5, 6);
        long longest = 1;
        for (ListRun list : lists) {
            longest = Math.max(longest, Math.max(list.rows().orElse(0), list.rowsBefore().orElse(0)));
        }
        for (ListRun list : lists) {
            OptionalLong now = list.rows();
            OptionalLong before = list.rowsBefore();
            boolean both = now.isPresent() && before.isPresent();
            table.bar(List.of(
                    list.list(), list.run().table(), Html.rows(now),
                    list.before() == null ? "none" : Html.rows(before),
                    both ? String.format(Locale.ROOT, "%+,d", now.getAsLong() - before.getAsLong()) : "",
                    Html.number(list.summary().path("rows_loaded").asLong()),
                    Html.number(list.summary().path("rows_replaced").asLong())),
                    (double) now.orElse(0) / longest, (double) before.orElse(0) / longest);
        }
        html.add(table.html());
    }

    private void counts(Html html, String by) {
        boolean any = false;
        for (ListRun list : lists) {
            Map<String, Long> now = by.equals("form") ? list.history().forms() : list.history().months();
            if (!now.isEmpty()) {
                any = true;
                counts(html, by, list, now);
            }
        }
        if (!any) {
            html.element("p", "The journal has no such counts.", "class", "note");
        }
    }

    private static void counts(Html html, String by, ListRun list, Map<String, Long> now) {
        RunHistory last = list.isComparable() ? list.before() : null;
        boolean comparable = last != null;
        Map<String, Long> before = last == null ? Map.of() : by.equals("form") ? last.forms() : last.months();
        String what = list.isFull() ? list.list() : list.list() + " that had changed";
        Table table = new Table("Rows of " + what + " in the files of the run, by " + by,
                List.of(by, "rows", "run before", "change", "now (wide) and before"), 1, 2, 3);
        TreeSet<String> names = new TreeSet<>(now.keySet());
        names.addAll(before.keySet());
        List<Long> all = new ArrayList<>(now.values());
        all.addAll(before.values());
        long longest = Math.max(1, all.stream().mapToLong(Long::longValue).max().orElse(1));
        for (String name : names) {
            long rows = now.getOrDefault(name, 0L);
            long rowsBefore = before.getOrDefault(name, 0L);
            table.bar(List.of(
                    name, Html.number(rows), comparable ? Html.number(rowsBefore) : "",
                    comparable ? String.format(Locale.ROOT, "%+,d", rows - rowsBefore) : ""),
                    (double) rows / longest, (double) rowsBefore / longest);
        }
        html.add(table.html());
    }

    private void timeline(Html html) {
        for (ListRun list : lists) {
            html.element("h3", list.list());
            Timeline.add(html, "timeline-" + list.list(), list.list(), list.history());
        }
    }

    private void cost(Html html) {
        Table table = new Table("Requests, bytes, statements and time",
                List.of("list", "API requests", "retries", "seconds waited for retries", "bytes of files", "PUT",
                        "COPY", "seconds of COPY", "time"), 1, 2, 3, 4, 5, 6, 7, 8);
        for (ListRun list : lists) {
            JsonNode summary = list.summary();
            RunHistory history = list.history();
            table.row(List.of(
                    list.list(),
                    Html.number(summary.path("api_requests").asLong()),
                    Html.number(history.count(Kind.API_RETRY) + history.count(Kind.LOAD_RETRY)),
                    Html.seconds(history.seconds(Kind.API_RETRY) + history.seconds(Kind.LOAD_RETRY)),
                    Html.number(summary.path("bytes").asLong()),
                    Html.number(summary.path("puts").asLong()),
                    Html.number(summary.path("copies").asLong()),
                    Html.seconds(history.seconds(Kind.COPY)),
                    Html.seconds(summary.path("seconds").asDouble())));
        }
        html.add(table.html());
        html.element("p", "Seconds of COPY are those that the run waited for its COPY statements: the least that the"
                + " warehouse was at work. Loads at the same time count each.", "class", "note");
    }
}
