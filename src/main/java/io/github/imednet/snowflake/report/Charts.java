package io.github.imednet.snowflake.report;

import static io.github.imednet.snowflake.report.Html.length;

import java.util.List;
import java.util.Map;

/** Pictures, each with a title and a text that says what is to be seen in it. */
final class Charts {

    static final String NOW = "#0b5cad";
    static final String BEFORE = "#808080";
    static final String WRONG = "#a61b1b";
    private static final String INK = "#1a1a1a";

    private static final double BAR_WIDTH = 220;
    private static final double WIDTH = 760;
    private static final double LABELS = 230;
    private static final double LINE = 26;

    private Charts() {}

    /** Two bars, the value's and that of the run before; their lengths are shares of the longest one. */
    static Html bar(double share, double shareBefore) {
        Html svg = new Html().open("svg", "width", length(BAR_WIDTH), "height", "16", "viewBox",
                "0 0 " + length(BAR_WIDTH) + " 16", "aria-hidden", "true");
        rectangle(svg, 0, 1, BAR_WIDTH * Math.max(share, 0), 8, NOW);
        rectangle(svg, 0, 10, BAR_WIDTH * Math.max(shareBefore, 0), 5, BEFORE);
        return svg.close();
    }

    /**
     * Bars below each other with their numbers.
     *
     * @param id no other picture of the page has it
     * @param expected a bar of another value than this one is wrong
     */
    static Html stations(String id, String title, Map<String, Long> values, long expected) {
        long longest = Math.max(1, values.values().stream().mapToLong(Long::longValue).max().orElse(1));
        StringBuilder says = new StringBuilder();
        values.forEach((name, value) -> says.append(name).append(": ").append(Html.number(value)).append(". "));
        Html svg = picture(id, title, says.toString(), values.size() * LINE + 8);
        double y = 4;
        for (Map.Entry<String, Long> value : values.entrySet()) {
            label(svg, 0, y + 15, value.getKey());
            double width = (WIDTH - LABELS - 120) * value.getValue() / longest;
            rectangle(svg, LABELS, y + 3, width, LINE - 10, value.getValue() == expected ? NOW : WRONG);
            label(svg, LABELS + width + 8, y + 15,
                    Html.number(value.getValue()) + (value.getValue() == expected ? "" : " (differs)"));
            y += LINE;
        }
        return svg.close();
    }

    /** Columns beside each other, such as one a run, of which the first and the last are named. */
    static Html columns(String id, String title, String says, List<String> names, List<Double> values) {
        double height = 120;
        double top = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        Html svg = picture(id, title, says, height + 30);
        double step = WIDTH / Math.max(1, values.size());
        for (int i = 0; i < values.size(); i++) {
            double tall = top == 0 ? 0 : height * values.get(i) / top;
            rectangle(svg, i * step + step * 0.1, height - tall + 4, Math.min(step * 0.8, 60), tall, NOW);
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

    static void rectangle(Html svg, double x, double y, double width, double height, String colour) {
        svg.empty("rect", "x", length(x), "y", length(y), "width", length(width), "height", length(height), "fill",
                colour);
    }
}
