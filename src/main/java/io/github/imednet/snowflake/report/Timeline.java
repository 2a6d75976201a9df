package io.github.imednet.snowflake.report;

import static io.github.imednet.snowflake.report.Html.length;

import io.github.imednet.snowflake.journal.RunHistory;
import io.github.imednet.snowflake.journal.RunHistory.Kind;
import io.github.imednet.snowflake.journal.RunHistory.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** When a run read, wrote, sent, copied, loaded and waited: a line for each of these, from its begin to its end. */
final class Timeline {

    /** More marks in a line are not told apart, and make the page large. */
    private static final int MOST_MARKS = 300;

    private static final double LABELS = 170;
    private static final double LINE = 24;

    private static final Map<Kind, String> NAMES = new EnumMap<>(Map.of(
            Kind.PAGE, "pages read",
            Kind.FILE, "files written",
            Kind.PUT, "files sent",
            Kind.COPY, "COPY",
            Kind.LOAD, "loads committed",
            Kind.API_RETRY, "API retries",
            Kind.LOAD_RETRY, "other retries"));

    private static final Map<Kind, String> AMOUNTS = Map.of(
            Kind.PAGE, "records", Kind.FILE, "rows", Kind.PUT, "files", Kind.COPY, "files", Kind.LOAD, "rows");

    private Timeline() {}

    static void add(Html html, String id, String list, RunHistory history) {
        List<Moment> moments = history.moments();
        if (moments.isEmpty()) {
            html.element("p", "The journal has no times of pages, files or loads.", "class", "note");
            return;
        }
        Instant began = moments.get(0).at();
        double whole = Math.max(0.001, seconds(began, moments.get(moments.size() - 1).at()));
        Html svg = Charts.picture(id, "Timeline of the run", says(history, whole), NAMES.size() * LINE + 24);
        double y = 4;
        for (Kind kind : Kind.values()) {
            Charts.label(svg, 0, y + 15, Objects.requireNonNull(NAMES.get(kind)));
            marks(svg, history, kind, began, whole, y);
            y += LINE;
        }
        Charts.label(svg, LABELS, y + 14, "0 s");
        svg.element("text", Html.seconds(whole), "x", length(Charts.width()), "y", length(y + 14), "text-anchor",
                "end", "fill", Charts.INK);
        html.open("figure")
                .add(svg.close())
                .element(
                        "figcaption",
                        "From the first event in the journal to the last; a bar is as wide as the time that it took,"
                                + " or that a retry waited.")
                .close();
        Table table = new Table("What happened with " + list + ", and how long it took",
                List.of("what", "how often", "of", "together", "first at", "last at"), 1, 2, 3, 4, 5);
        for (Kind kind : Kind.values()) {
            row(table, history, kind, began);
        }
        html.add(table.html());
    }

    private static void marks(Html svg, RunHistory history, Kind kind, Instant began, double whole, double y) {
        List<Moment> marks = history.moments().stream().filter(moment -> moment.kind() == kind).toList();
        int step = marks.size() / MOST_MARKS + 1;
        double width = Charts.width() - LABELS;
        for (int i = 0; i < marks.size(); i += step) {
            Moment mark = marks.get(i);
            double took = Math.max(2, Math.min(width, width * mark.seconds() / whole));
            double end = LABELS + width * seconds(began, mark.at()) / whole;
            boolean retry = kind == Kind.API_RETRY || kind == Kind.LOAD_RETRY;
            Charts.rectangle(svg, Math.max(LABELS, end - took), y + 4, took, LINE - 10,
                    retry ? Charts.WRONG : Charts.NOW);
        }
    }

    private static void row(Table table, RunHistory history, Kind kind, Instant began) {
        List<Moment> all = history.moments().stream().filter(moment -> moment.kind() == kind).toList();
        long amount = all.stream().mapToLong(Moment::amount).sum();
        table.row(List.of(
                NAMES.get(kind),
                Html.number(all.size()),
                AMOUNTS.containsKey(kind) ? Html.number(amount) + ' ' + AMOUNTS.get(kind) : "",
                history.seconds(kind) == 0 ? "" : Html.seconds(history.seconds(kind)),
                all.isEmpty() ? "" : Html.seconds(seconds(began, all.get(0).at())),
                all.isEmpty() ? "" : Html.seconds(seconds(began, all.get(all.size() - 1).at()))));
    }

    private static String says(RunHistory history, double whole) {
        StringBuilder says = new StringBuilder("In " + Html.seconds(whole) + ": ");
        for (Kind kind : Kind.values()) {
            says.append(Html.number(history.count(kind))).append(' ').append(NAMES.get(kind)).append("; ");
        }
        return says.append("the table below has their times.").toString();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
