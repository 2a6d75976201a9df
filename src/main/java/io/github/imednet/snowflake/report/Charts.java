package io.github.imednet.snowflake.report;

import static io.github.imednet.snowflake.report.Html.length;

import java.util.List;

/** Pictures, each with a title and a text that says what is to be seen in it. */
final class Charts {

    static final String NOW = "#0b5cad";
    static final String BEFORE = "#808080";
    static final String WRONG = "#a61b1b";
    static final String INK = "#1a1a1a";

    private static final double BAR_WIDTH = 220;
    private static final double WIDTH = 760;
    private static final double LABELS = 250;
    private static final double NUMBERS = 170;
    private static final double LINE = 26;

    /** A number of rows or records, and what it is to be. */
    record Station(String name, long value, long expected) {

        boolean differs() {
            return value != expected;
        }
    }

    private Charts() {}

    /** Two bars, the value's and that of the run before; their lengths are shares of the longest one. */
    static Html bar(double share, double shareBefore) {
        Html svg = new Html().open("svg", "width", length(BAR_WIDTH), "height", "16", "viewBox",
                "0 0 " + length(BAR_WIDTH) + " 16", "aria-hidden", "true");
        rectangle(svg, 0, 1, barWidth(share), 8, NOW);
        rectangle(svg, 0, 10, barWidth(shareBefore), 5, BEFORE);
        return svg.close();
    }

    /** What is more than nothing can be seen. */
    private static double barWidth(double share) {
        return share <= 0 ? 0 : Math.max(1, BAR_WIDTH * share);
    }

    /**
     * Bars below each other with their numbers; one that differs from what it is to be is wrong.
     *
     * @param id no other picture of the page has it
     */
    static Html stations(String id, String title, List<Station> stations) {
        long longest = Math.max(1, stations.stream().mapToLong(Station::value).max().orElse(1));
        StringBuilder says = new StringBuilder();
        stations.forEach(station ->
                says.append(station.name()).append(": ").append(Html.number(station.value())).append(". "));
        Html svg = picture(id, title, says.toString(), stations.size() * LINE + 8);
        double y = 4;
        for (Station station : stations) {
            label(svg, 0, y + 15, station.name());
            double width = (WIDTH - LABELS - NUMBERS) * station.value() / longest;
            rectangle(svg, LABELS, y + 3, width, LINE - 10, station.differs() ? WRONG : NOW);
            label(svg, LABELS + width + 8, y + 15,
                    Html.number(station.value()) + (station.differs() ? " (differs)" : ""));
            y += LINE;
        }
        return svg.close();
    }

    /** Columns beside each other, such as one a run, of which the first and the last are named. */
    static Html columns(String id, String title, String says, List<String> names, List<Double> values) {
        double height = 120;
        double top = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        Html svg = picture(id, title, says, height + 30);
        double wide = Math.min(WIDTH / Math.max(1, values.size()) * 0.8, 60);
        double step = (WIDTH - wide) / Math.max(1, values.size() - 1);
        for (int i = 0; i < values.size(); i++) {
            double tall = top == 0 ? 0 : height * values.get(i) / top;
            rectangle(svg, i * step, height - tall + 4, wide, tall, NOW);
        }
        rectangle(svg, 0, height + 4, WIDTH, 1, INK);
        if (!names.isEmpty()) {
            label(svg, 0, height + 22, names.get(0));
        }
        if (names.size() > 1) {
            svg.element("text", names.get(names.size() - 1), "x", length(WIDTH), "y", length(height + 22),
                    "text-anchor", "end", "fill", INK);
        }
        return svg.close();
    }

    /** Opens a picture, which whoever asked for it closes. */
    static Html picture(String id, String title, String says, double height) {
        return new Html().open("svg", "role", "img", "aria-labelledby", id + "-title " + id + "-text", "width",
                        length(WIDTH), "height", length(height), "viewBox",
                        "0 0 " + length(WIDTH) + ' ' + length(height))
                .element("title", title, "id", id + "-title")
                .element("desc", says, "id", id + "-text");
    }

    static double width() {
        return WIDTH;
    }

    static void label(Html svg, double x, double y, String text) {
        svg.element("text", text, "x", length(x), "y", length(y), "fill", INK);
    }

    static void rectangle(Html svg, double x, double y, double width, double height, String color) {
        svg.empty("rect", "x", length(x), "y", length(y), "width", length(width), "height", length(height), "fill",
                color);
    }
}
