package io.github.imednet.snowflake.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.report.RunPage.ListRun;
import java.util.List;
import java.util.Locale;

/** What somebody should look at: changes of the dictionary, values that fit no column, what the privacy policy did. */
final class Findings {

    private final List<ListRun> lists;

    Findings(List<ListRun> lists) {
        this.lists = lists;
    }

    void add(Html html) {
        html.element("h3", "Changes of the study's dictionary");
        lists.forEach(list -> drift(html, list.summary().path("form_views")));
        if (lists.stream().noneMatch(list -> list.summary().path("form_views").isObject())) {
            html.element("p", "Not checked: that needs export.form-views.");
        }
        html.element("h3", "Values that fit no column");
        for (ListRun list : lists) {
            int misfits = list.history().misfits();
            html.element("p", misfits == 0
                    ? "In " + list.list() + " every value has its column."
                    : Html.number(misfits) + " files of " + list.list() + " have values that fit no column. They are in"
                            + " the column _UNMAPPED_FIELDS; imednet verify tells more.");
        }
        html.element("h3", "Privacy");
        lists.forEach(list -> privacy(html, list));
    }

    private static void drift(Html html, JsonNode views) {
        if (!views.isObject()) {
            return;
        }
        if (views.path("drift").isEmpty()) {
            html.element("p", "None since the last run.");
            return;
        }
        Table table = new Table("Since the last run", List.of("what", "form", "variable", "before", "after"));
        views.path("drift").forEach(change -> table.row(List.of(
                change.path("kind").asText().replace('_', ' ').toLowerCase(Locale.ROOT),
                change.path("form").asText(),
                change.path("variable").asText(),
                change.path("before").asText(),
                change.path("after").asText())));
        html.add(table.html());
    }

    private static void privacy(Html html, ListRun list) {
        String policy = list.run().settings().getOrDefault("export.privacy-policy", "");
        html.element("p", policy.isEmpty()
                ? list.list() + ": no privacy policy, so every field is kept as it came."
                : list.list() + ": the policy " + policy + " decided on each field before anything was written.");
        JsonNode undecided = list.summary().path("undecided_fields");
        if (!undecided.isEmpty()) {
            html.element("p", "Left out, because the policy has no rule for them:").open("ul");
            undecided.forEach(field -> html.element("li", field.asText()));
            html.close();
        }
    }
}
