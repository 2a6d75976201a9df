package io.github.imednet.snowflake.report;

import java.util.Arrays;
import java.util.List;

/** A table with a caption; its first column says what each row is about. */
final class Table {

    private final Html html = new Html();
    private final List<Integer> numbers;

    /** @param numbers the columns, from 0, that are of numbers */
    Table(String caption, List<String> columns, Integer... numbers) {
        this.numbers = List.of(numbers);
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
                .open("table").element("caption", caption).open("thead").open("tr");
        for (int i = 0; i < columns.size(); i++) {
            cell("th", columns.get(i), i, "scope", "col");
        }
        html.close().close().open("tbody");
    }

    Table row(List<String> cells) {
        html.open("tr");
        for (int i = 0; i < cells.size(); i++) {
            if (i == 0) {
                cell("th", cells.get(i), i, "scope", "row");
            } else {
                cell("td", cells.get(i), i);
            }
        }
        html.close();
        return this;
    }

    /** A row with the address of a page behind its first cell. */
    Table linked(String address, List<String> cells) {
        html.open("tr").open("th", "scope", "row").element("a", cells.get(0), "href", address).close();
        for (int i = 1; i < cells.size(); i++) {
            cell("td", cells.get(i), i);
        }
        html.close();
        return this;
    }

    /** A row whose last cell is a bar of this share of the longest one, which says no more than its numbers. */
    Table bar(List<String> cells, double share, double shareBefore) {
        html.open("tr");
        for (int i = 0; i < cells.size(); i++) {
            cell(i == 0 ? "th" : "td", cells.get(i), i, i == 0 ? new String[] {"scope", "row"} : new String[0]);
        }
        html.open("td").add(Charts.bar(share, shareBefore)).close().close();
        return this;
    }

    private void cell(String tag, String text, int column, String... attributes) {
        String[] all = attributes;
        if (numbers.contains(column)) {
            all = Arrays.copyOf(attributes, attributes.length + 2);
            all[attributes.length] = "class";
            all[attributes.length + 1] = "n";
        }
        html.element(tag, text, all);
    }

    Html html() {
        return html.close().close().close();
    }
}
