package io.github.imednet.snowflake.report;

import static io.github.imednet.snowflake.report.Html.length;

import io.github.imednet.snowflake.report.StudyAttempt.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What each worker did when: a line for each, or several where it had several studies at a time. */
final class WorkerLines {

    private static final double LABELS = 190;
    private static final double LINE = 24;
    private static final int LONGEST_NAME = 26;

    private final Map<String, List<StudyAttempt>> workers;
    private final Instant began;
    private final Instant ended;

    WorkerLines(List<StudyAttempt> attempts, Instant began, Instant ended) {
        this.workers = attempts.stream()
                .collect(Collectors.groupingBy(StudyAttempt::worker, TreeMap::new, Collectors.toList()));
        this.began = began;
        this.ended = ended;
    }

    void add(Html html) {
        List<Line> lines = new ArrayList<>();
        workers.forEach((worker, attempts) -> lines.addAll(lines(worker, attempts)));
        Html svg = Charts.picture("workers-lines", "Workers over the night", says(), lines.size() * LINE + 24);
        double y = 4;
        String above = null;
        for (Line line : lines) {
            if (!line.worker().equals(above)) {
                Charts.label(svg, 0, y + 15, shortened(line.worker()));
            }
            above = line.worker();
            for (StudyAttempt attempt : line.attempts()) {
                bar(svg, attempt, y);
            }
            y += LINE;
        }
        Charts.label(svg, LABELS, y + 14, Dates.minute(began));
        svg.element("text", Dates.minute(ended), "x", length(Charts.width()), "y", length(y + 14), "text-anchor", "end",
                "fill", Charts.INK);
        html.open("figure")
                .add(svg.close())
                .element(
                        "figcaption",
                        "A bar is a study, from its start to its end: blue is reconciled, red failed or to be"
                                + " tried again, gray not ended. The tables have each.")
                .close();
        table(html);
    }

    private record Line(String worker, List<StudyAttempt> attempts) {}

    private List<Line> lines(String worker, List<StudyAttempt> attempts) {
        List<Line> lines = new ArrayList<>();
        for (StudyAttempt attempt : attempts.stream().sorted(NightPage.IN_TIME).toList()) {
            Line free = lines.stream().filter(line -> isFree(line, attempt)).findFirst().orElse(null);
            if (free == null) {
                free = new Line(worker, new ArrayList<>());
                lines.add(free);
            }
            free.attempts().add(attempt);
        }
        return lines;
    }

    private boolean isFree(Line line, StudyAttempt next) {
        StudyAttempt last = line.attempts().get(line.attempts().size() - 1);
        return !(last.ended() == null ? ended : last.ended()).isAfter(next.started());
    }

    private void bar(Html svg, StudyAttempt attempt, double y) {
        double whole = Math.max(0.001, Duration.between(began, ended).toMillis() / 1000.0);
        double width = Charts.width() - LABELS;
        double from = width * Duration.between(began, attempt.started()).toMillis() / 1000.0 / whole;
        // A gap at the end tells two studies from each other that follow without one.
        double wide = Math.max(2, width * attempt.seconds(ended) / whole - 1);
        String color = attempt.state() == State.RECONCILED
                ? Charts.NOW
                : attempt.state() == State.RUNNING ? Charts.BEFORE : Charts.WRONG;
        Charts.rectangle(svg, LABELS + Math.min(from, width - wide), y + 4, wide, LINE - 10, color);
    }

    private void table(Html html) {
        Table table = new Table("What each worker did",
                List.of("worker", "studies", "reconciled", "failed or to be tried again", "at work", "first began",
                        "last ended"), 1, 2, 3, 4);
        workers.forEach((worker, attempts) -> table.row(List.of(
                worker,
                Html.number(attempts.stream().map(StudyAttempt::study).distinct().count()),
                Html.number(count(attempts, State.RECONCILED)),
                Html.number(count(attempts, State.FAILED) + count(attempts, State.RETRY)),
                Html.seconds(attempts.stream().mapToDouble(attempt -> attempt.seconds(ended)).sum()),
                Dates.minute(attempts.stream().map(StudyAttempt::started).min(Instant::compareTo).orElseThrow()),
                Dates.minute(attempts.stream().map(StudyAttempt::latest).max(Instant::compareTo).orElseThrow()))));
        html.add(table.html());
    }

    private static long count(List<StudyAttempt> attempts, State state) {
        return attempts.stream().filter(attempt -> attempt.state() == state).count();
    }

    private String says() {
        return workers.entrySet().stream()
                .map(worker -> worker.getKey() + ": " + Html.number(worker.getValue().size()) + " runs")
                .collect(Collectors.joining("; ", "From " + Dates.minute(began) + " to " + Dates.minute(ended) + ": ",
                        ". The table below has their times."));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + '…';
    }
}
