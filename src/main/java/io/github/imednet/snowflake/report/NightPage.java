package io.github.imednet.snowflake.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.imednet.snowflake.report.StudyAttempt.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page about a night: studies by state, what each worker did when, and the studies, failed and slow ones first. */
final class NightPage {

    static final Comparator<StudyAttempt> IN_TIME = Comparator.comparing(StudyAttempt::started);

    private final List<StudyAttempt> attempts;
    private final long waiting;
    private final Map<String, List<String>> behind;
    private final List<String> missingRights;
    private final List<Study> studies = new ArrayList<>();
    private final Instant began;
    private final Instant ended;

    /**
     * A study with the last attempt of its order; of several orders, that of the one that is farthest from reconciled.
     */
    private record Study(StudyAttempt last, int attempts, double seconds) {}

    /**
     * @param waiting orders that no worker has taken yet
     * @param behind by the name of a study that runs: which ones wait for its end
     * @param missingRights those without which nobody could be asked for that
     */
    NightPage(
            List<StudyAttempt> attempts, long waiting, Map<String, List<String>> behind, List<String> missingRights) {
        this.attempts = List.copyOf(attempts);
        this.waiting = waiting;
        this.behind = behind;
        this.missingRights = List.copyOf(missingRights);
        this.began = attempts.stream().map(StudyAttempt::started).min(Instant::compareTo).orElse(Instant.EPOCH);
        this.ended = attempts.stream().map(StudyAttempt::latest).max(Instant::compareTo).orElse(Instant.EPOCH);
        Map<String, List<StudyAttempt>> byStudy = new LinkedHashMap<>();
        attempts.forEach(each -> byStudy.computeIfAbsent(each.study(), study -> new ArrayList<>()).add(each));
        byStudy.values().forEach(each -> studies.add(new Study(
                last(each),
                each.size(),
                each.stream().mapToDouble(attempt -> attempt.seconds(ended)).sum())));
        studies.sort(Comparator.comparing((Study study) -> study.last().state())
                .thenComparing(Comparator.comparingDouble(Study::seconds).reversed()));
    }

    private static StudyAttempt last(List<StudyAttempt> attempts) {
        Map<String, StudyAttempt> byOrder = new LinkedHashMap<>();
        attempts.stream().sorted(StudyAttempt.LATEST).forEach(each -> byOrder.put(each.order(), each));
        return byOrder.values().stream()
                .min(Comparator.comparing(StudyAttempt::state).thenComparing(StudyAttempt.LATEST.reversed()))
                .orElseThrow();
    }

    String text() {
        Page page = new Page(attempts.isEmpty() ? "Night" : "Night of " + Dates.minute(began));
        page.section("result", "Result", this::result);
        if (!attempts.isEmpty()) {
            page.section("workers", "Workers", html -> new WorkerLines(attempts, began, ended).add(html))
                    .section("studies", "Studies, failed and slow ones first", this::studies);
        }
        if (!(behind.isEmpty() && missingRights.isEmpty())) {
            page.section("waiting", "Studies that wait behind one that runs", this::waiting);
        }
        return page.text("Made from the results that workers sent. It has counts, and no value of a record.");
    }

    private void result(Html html) {
        if (waiting > 0) {
            html.element("p", Html.number(waiting) + (waiting == 1 ? " order waits" : " orders wait")
                    + " for a worker, as it was when this page was made.", "class", "verdict bad");
        }
        if (!missingRights.isEmpty()) {
            html.element("p", "Whether orders wait for a worker is not known: the brokers do not allow this login to ask"
                    + " for it.", "class", "verdict bad");
        }
        if (attempts.isEmpty()) {
            html.element("p", "No worker has sent a result.");
            return;
        }
        boolean good = waiting == 0 && missingRights.isEmpty()
                && studies.stream().allMatch(study -> study.last().state() == State.RECONCILED);
        StringBuilder sentence = new StringBuilder("Of " + Html.number(studies.size()) + " studies ");
        Table table = new Table("Studies by state", List.of("state", "studies", "share of all"), 1);
        for (State state : State.values()) {
            long number = studies.stream().filter(study -> study.last().state() == state).count();
            table.bar(List.of(state.text(), Html.number(number)), (double) number / studies.size(), 0);
            if (number > 0) {
                sentence.append(Html.number(number)).append(number == 1 ? " is " : " are ").append(state.text())
                        .append(", ");
            }
        }
        html.element("p", sentence.replace(sentence.length() - 2, sentence.length(), ".").toString(), "class",
                "verdict " + (good ? "good" : "bad"));
        html.add(table.html());
        html.element("p", "From " + Dates.minute(began) + " to " + Dates.minute(ended) + ": "
                + Html.seconds(Duration.between(began, ended).toMillis() / 1000.0) + ", "
                + Html.number(total("rows_loaded")) + " rows loaded with " + Html.number(total("api_requests"))
                + " requests to iMednet and " + Html.number(total("copies")) + " COPYs.");
    }

    private long total(String field) {
        return attempts.stream().mapToLong(attempt -> attempt.summary().path(field).asLong()).sum();
    }

    private void studies(Html html) {
        Table table = new Table("Each study, with its last attempt; of several orders, with that of the worst",
                List.of("study", "state", "attempts", "time of all", "worker", "began", "rows loaded", "requests",
                        "retries", "why it failed"), 2, 3, 6, 7, 8);
        for (Study study : studies) {
            StudyAttempt last = study.last();
            JsonNode summary = last.summary();
            table.row(List.of(
                    last.study(), last.state().text(), Html.number(study.attempts()), Html.seconds(study.seconds()),
                    last.worker(), Dates.minute(last.started()),
                    Html.number(summary.path("rows_loaded").asLong()),
                    Html.number(summary.path("api_requests").asLong()),
                    Html.number(summary.path("retries").asLong()),
                    Origin.error(last.error().isEmpty() ? summary.path("error").asText("") : last.error())));
        }
        html.add(table.html());
    }

    private void waiting(Html html) {
        if (!missingRights.isEmpty()) {
            html.element("p", "Not shown, because the brokers do not allow this login to ask for it. It needs "
                    + String.join(" and ", missingRights) + " (docs/queue.md).");
            return;
        }
        Table table = new Table("As it was when this page was made: a worker takes what waits in its partitions when"
                + " its study has ended", List.of("study that runs", "studies that wait", "which"), 1);
        behind.forEach((study, others) ->
                table.row(List.of(study, Html.number(others.size()), String.join(", ", others))));
        html.add(table.html());
    }
}
