package io.github.imednet.snowflake.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of a worker at an order, as the last of its results tells.
 *
 * @param order its correlationId
 * @param ended null while it is under way; where its worker never told, when the order's next attempt began, if there
 *         is one
 * @param summary that of the run, or missing
 * @param error why it failed, or empty
 */
record StudyAttempt(
        String study,
        String order,
        State state,
        int attempt,
        String worker,
        Instant started,
        @Nullable Instant ended,
        JsonNode summary,
        String error) {

    private static final Logger LOG = LoggerFactory.getLogger(StudyAttempt.class);

    /** Which of an order's attempts was last heard of. */
    static final Comparator<StudyAttempt> LATEST =
            Comparator.comparing(StudyAttempt::latest).thenComparing(StudyAttempt::started);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration NIGHT = Duration.ofHours(24);

    /** What became of it; in this order pages show them. */
    enum State {
        FAILED, RETRY, RUNNING, RECONCILED;

        String text() {
            return this == RETRY ? "to be tried again" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** How long it took; of one that has not ended, until then. */
    double seconds(Instant until) {
        return Math.max(0, Duration.between(started, ended == null ? until : ended).toMillis() / 1000.0);
    }

    /** When it was last heard of. */
    Instant latest() {
        return ended == null ? started : ended;
    }

    /**
     * Reads results, a JSON object a line, in the order in which they were sent. Of those the last day's count, up to
     * the latest of them; a line that is none is passed over with a warning.
     */
    static List<StudyAttempt> read(List<String> lines) {
        Map<List<Object>, StudyAttempt> attempts = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines) {
            number++;
            try {
                JsonNode result = line.isBlank() ? MissingNode.getInstance() : JSON.readTree(line);
                if (result.isObject()) {
                    StudyAttempt attempt = of(result);
                    attempts.put(List.of(attempt.study(), attempt.order(), attempt.attempt(), attempt.worker(),
                            attempt.started()), attempt);
                }
            } catch (JsonProcessingException | DateTimeParseException | IllegalArgumentException e) {
                // Without the cause's words: it may quote the line.
                LOG.warn(
                        "Result {} is not a result of a study, and is left out ({})",
                        number,
                        e.getClass().getSimpleName());
            }
        }
        List<StudyAttempt> all = ended(attempts.values());
        Instant last = all.stream().map(StudyAttempt::latest).max(Comparator.naturalOrder()).orElse(Instant.MIN);
        return all.isEmpty() ? all : all.stream().filter(each -> !each.latest().isBefore(last.minus(NIGHT))).toList();
    }

    /** The same, where those that never told of their end have it when another worker took the order. */
    private static List<StudyAttempt> ended(Collection<StudyAttempt> attempts) {
        Map<String, TreeSet<Instant>> begins = new HashMap<>();
        attempts.forEach(each -> begins.computeIfAbsent(each.order(), order -> new TreeSet<>()).add(each.started()));
        return attempts.stream()
                .map(each -> each.ended() != null ? each : each.endedAt(
                        Objects.requireNonNull(begins.get(each.order())).higher(each.started())))
                .toList();
    }

    private StudyAttempt endedAt(@Nullable Instant end) {
        return new StudyAttempt(study, order, state, attempt, worker, started, end, summary, error);
    }

    private static StudyAttempt of(JsonNode result) {
        String ended = result.path("endedAt").asText("");
        JsonNode error = result.path("error");
        return new StudyAttempt(
                result.path("study").asText(),
                result.path("correlationId").asText(),
                State.valueOf(result.path("state").asText().toUpperCase(Locale.ROOT)),
                result.path("attempt").asInt(1),
                result.path("worker").asText(),
                Instant.parse(result.path("startedAt").asText()),
                ended.isEmpty() || ended.equals("null") ? null : Instant.parse(ended),
                result.path("summary"),
                error.isObject() ? error.path("message").asText("") : error.asText(""));
    }
}
